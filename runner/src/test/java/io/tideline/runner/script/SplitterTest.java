package io.tideline.runner.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SplitterTest {

  @Test
  void theStatementsOfAStatementSetStandAlone() throws ScriptException {
    assertThat(
            split(
                "EXECUTE STATEMENT SET /* all */ BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2;"
                    + " END; BEGIN STATEMENT SET; INSERT INTO c SELECT 3; END;"))
        .containsExactly(
            "INSERT INTO a SELECT 1", "INSERT INTO b SELECT 2", "INSERT INTO c SELECT 3");
  }

  @Test
  void aStatementSetMustEnd() {
    assertThatThrownBy(() -> split("BEGIN STATEMENT SET; INSERT INTO a SELECT 1;"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("write END;");
  }

  @Test
  void aStringThatDoesNotEndIsShownWhereItBegins() {
    assertThatThrownBy(() -> split("SELECT 1;\nSELECT 'abc;\n"))
        .hasMessage("a.sql:2:8: this string does not end\nSELECT 'abc;\n       ^");
  }

  @Test
  void theTargetOfAnInsertIsItsNameInParts() throws ScriptException {
    Statement statement =
        Splitter.statements(new Script("a.sql", "insert into -- x\n `a``b` . c SELECT 1")).get(0);

    assertThat(statement.insertTarget()).containsExactly("a`b", "c");
  }

  private static List<String> split(String text) throws ScriptException {
    return Splitter.statements(new Script("a.sql", text)).stream().map(Statement::source).toList();
  }
}
