package io.tideline.runner.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.configuration.PipelineConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What Flink says of the SQL that it got is shown in the file that a person wrote. */
class RenderedPlaceProperties {

  @Property
  void aPlaceInTheSqlIsThatOfTheSameCharacterInTheFile(
      @ForAll("texts") String before, @ForAll("values") String value, @ForAll("texts") String after)
      throws Exception {
    String text = "-- first; line\n  SELECT " + before + " nope " + after + " x";
    PipelineConfiguration configuration =
        new ConfigurationLoader(Map.of(), Path.of(""))
            .load(Path.of("../conf/pipeline.yaml"), List.of("database.source=" + value));
    Statement statement = Splitter.statements(new Script("a.sql", text)).get(0);
    RenderedStatement rendered = new References(configuration).render(List.of(statement)).get(0);
    Place inSql = new Script("", rendered.sql()).place(rendered.sql().indexOf(" nope ") + 1);

    ScriptException e =
        rendered.explain(
            new IllegalStateException(
                "At line " + inSql.line() + ", column " + inSql.column() + ": no such column"));

    ScriptProblem problem = e.problems().get(0);
    assertThat(problem.place())
        .contains(new Script("a.sql", text).place(text.indexOf(" nope ") + 1));
    assertThat(problem.words()).isEqualTo("no such column");
    assertThat(problem.excerpt().lines().toList().get(1).strip()).isEqualTo("^");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "x,",
            "'${database.source}',",
            "${database.source},",
            "\n",
            "\r\n",
            "\t",
            "`${database.source}`,")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join(" ", parts));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of("a", "it's", "a\nb", "`", "long enough to move what comes after it");
  }
}
