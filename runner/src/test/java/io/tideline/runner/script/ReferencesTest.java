package io.tideline.runner.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.configuration.PipelineConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;

class ReferencesTest {

  @Test
  void aValueStandsInAStringAsItsContentAndElsewhereAsALiteral() throws Exception {
    assertThat(
            render(
                "SELECT 'a ${database.source} b', ${database.source}, ${database.port}, "
                    + "`${database.source}` -- ${nothing}\n, 1",
                "database.source=it's"))
        .isEqualTo("SELECT 'a it''s b', 'it''s', 2883, `it's` -- ${nothing}\n, 1");
  }

  @Test
  void aSecretIsOnlyEverAReference() throws Exception {
    assertThat(render("SELECT '${datahub.accessKey}', '${env:OTHER}', '${file:/x}'"))
        .isEqualTo("SELECT '${env:TIDELINE_DATAHUB_ACCESS_KEY}', '${env:OTHER}', '${file:/x}'");
  }

  @Test
  void allUnknownReferencesAreNamedWithTheirPlaces() {
    assertThatThrownBy(() -> render("SELECT '${databse.host}',\n ${datahub.x}"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("a.sql:1:9: no parameter 'databse.host', did you mean")
        .hasMessageContaining("a.sql:2:2: no parameter 'datahub.x'");
  }

  @Property
  void aValueNeverChangesTheStructure(
      @ForAll
          @NotBlank
          @Chars({'\'', '`', ';', '-', '/', '*', '$', '{', '}', '\n'})
          @CharRange(from = 'a', to = 'c')
          String value)
      throws Exception {
    String sql =
        render(
            "SELECT '${database.source}', ${database.source}, `${database.source}`",
            "database.source=" + value);

    Script rendered = new Script("b.sql", sql);
    List<Token.Kind> kinds = Lexer.tokens(rendered).stream().map(Token::kind).toList();
    assertThat(kinds)
        .containsExactly(
            Token.Kind.WORD,
            Token.Kind.SPACE,
            Token.Kind.STRING,
            Token.Kind.SYMBOL,
            Token.Kind.SPACE,
            Token.Kind.STRING,
            Token.Kind.SYMBOL,
            Token.Kind.SPACE,
            Token.Kind.IDENTIFIER);
    assertThat(Splitter.statements(rendered).get(0).strings()).containsExactly(value, value);
  }

  @Test
  void whatFlinkSaysPointsIntoTheFileBehindReferences() throws Exception {
    String text = "-- first\nSELECT '${database.host}',\n  ${database.host} AS h, nope FROM t";
    Statement statement = Splitter.statements(new Script("a.sql", text)).get(0);
    RenderedStatement rendered = new References(configuration()).render(List.of(statement)).get(0);
    int column = rendered.sql().split("\n")[1].indexOf("nope") + 1;

    ScriptException e =
        rendered.explain(
            new RuntimeException(
                "SQL validation failed. From line 2, column "
                    + column
                    + " to line 2, column 40: Column 'nope' not found"));

    assertThat(e)
        .hasMessage(
            "a.sql:3:26: Column 'nope' not found\n  ${database.host} AS h, nope FROM t\n"
                + " ".repeat(25)
                + "^");
  }

  private static String render(String sql, String... sets) throws Exception {
    List<Statement> statements = Splitter.statements(new Script("a.sql", sql));
    return new References(configuration(sets)).render(statements).get(0).sql();
  }

  private static PipelineConfiguration configuration(String... sets) throws Exception {
    return new ConfigurationLoader(Map.of(), Path.of(""))
        .load(Path.of("../conf/pipeline.yaml"), List.of(sets));
  }
}
