package io.tideline.runner.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.runner.script.ScriptException;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private final TableEnvironment tables =
      TableEnvironment.create(EnvironmentSettings.inBatchMode());

  @Test
  void whatTheUserSaysIsOnePredicateWhateverStandsInIt() {
    for (String where :
        new String[] {"id = 1 OR id = 2", "id = 1 -- the first", "(id) IN (1, 2)"}) {
      String predicate = Selection.where(where).and("status = 'open'").predicate();
      assertThat(plan(predicate)).as(where).contains("open");
    }
    assertThat(plan(Selection.where(null).and("status = 'open'").predicate())).contains("open");
  }

  @Test
  void aPredicateThatIsNoSqlIsRefusedInTermsOfWhatTheUserWrote() {
    Selection wrong = Selection.where("tabel_name = 'orders'");
    assertThatThrownBy(() -> plan(wrong.predicate()))
        .isInstanceOfSatisfying(
            ValidationException.class,
            failure ->
                assertThat(wrong.refused(failure))
                    .isInstanceOf(ScriptException.class)
                    .hasMessage(
                        "--where \"tabel_name = 'orders'\": Column 'tabel_name' not found in any"
                            + " table"));
  }

  @Test
  void aLetterIsNamedByThirtyTwoHexadecimalDigits() {
    assertThat(Selection.ofLetter("0123456789ABCDEF0123456789abcdef").predicate())
        .isEqualTo("letter_id = '0123456789abcdef0123456789abcdef'");
    assertThatThrownBy(() -> Selection.ofLetter("x' OR TRUE --"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no letter's id");
  }

  private String plan(String predicate) {
    return tables.explainSql(
        "SELECT * FROM (VALUES (1, 'open')) AS letters (id, status) WHERE " + predicate);
  }
}
