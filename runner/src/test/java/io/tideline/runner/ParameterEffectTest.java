package io.tideline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.configuration.Parameter;
import io.tideline.runner.configuration.ParameterValues;
import io.tideline.runner.configuration.Parameters;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.script.References;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptFolder;
import io.tideline.runner.topic.TopicCreation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.jqwik.api.Example;

/** A parameter that changes nothing would be a promise that nobody keeps. */
class ParameterEffectTest {

  private static final Path PROJECT = Path.of("..");

  /** What is made of a configuration; the last takes a second. */
  private static final List<BiFunction<ParameterEffectTest, PipelineConfiguration, String>>
      EFFECTS =
          List.of(
              ParameterEffectTest::sql,
              ParameterEffectTest::flink,
              ParameterEffectTest::log,
              ParameterEffectTest::topic);

  @Example
  void everyParameterChangesWhatIsMadeOfTheConfiguration() throws Exception {
    List<String> idle = new ArrayList<>();
    for (Parameter parameter : Parameters.all()) {
      PipelineConfiguration one = with(parameter.path() + "=" + parameter.example());
      if (others(parameter).noneMatch(other -> isDifferent(one, other))) {
        idle.add(parameter.path());
      }
    }

    assertThat(idle).isEmpty();
  }

  /** Several: one may say the same in other words, as 60 s does of 1 min. */
  private static Stream<PipelineConfiguration> others(Parameter parameter) {
    return ParameterValues.right(parameter)
        .sampleStream()
        .map(value -> withOrNull(parameter.path() + "=" + value))
        .filter(Objects::nonNull)
        .limit(20);
  }

  private boolean isDifferent(PipelineConfiguration one, PipelineConfiguration other) {
    return EFFECTS.stream()
        .anyMatch(effect -> !effect.apply(this, one).equals(effect.apply(this, other)));
  }

  private static PipelineConfiguration withOrNull(String set) {
    try {
      return with(set);
    } catch (Exception e) {
      return null;
    }
  }

  private String sql(PipelineConfiguration configuration) {
    List<RenderedStatement> statements = new ArrayList<>(statements(configuration, "capture"));
    statements.addAll(statements(configuration, "deliver"));
    return statements.stream().map(RenderedStatement::sql).toList().toString();
  }

  private String flink(PipelineConfiguration configuration) {
    StringBuilder settings = new StringBuilder();
    for (String job : List.of("capture", "deliver")) {
      JobSettings of = new JobSettings(configuration, job);
      settings.append(new TreeMap<>(of.flink().toMap())).append(of.webPort());
    }
    return settings.toString();
  }

  private String log(PipelineConfiguration configuration) {
    return new LogSettings(configuration).properties().toString();
  }

  /** What the connector's tool is told; here it is one that prints it. */
  private String topic(PipelineConfiguration configuration) {
    StringWriter out = new StringWriter();
    try {
      new TopicCreation(configuration, new PrintWriter(out), new PrintWriter(out))
          .create(statements(configuration, "capture"));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return out.toString();
  }

  private static List<RenderedStatement> statements(
      PipelineConfiguration configuration, String folder) {
    try {
      return new References(configuration)
          .render(ScriptFolder.statements(PROJECT.resolve("sql").resolve(folder)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static PipelineConfiguration with(String set) throws Exception {
    return new ConfigurationLoader(Map.of(), Path.of("/base"))
        .load(PROJECT.resolve("conf/pipeline.yaml"), List.of(set));
  }
}
