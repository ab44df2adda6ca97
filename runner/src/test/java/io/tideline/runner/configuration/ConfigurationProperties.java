package io.tideline.runner.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tideline.runner.configuration.type.Location;
import io.tideline.runner.configuration.type.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** P40, P41 and P42 over everything that the description of the parameters allows and forbids. */
class ConfigurationProperties {

  private static final Path BASE = Path.of("/base");

  private static Path file;

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("pipeline", ".yaml");
  }

  @AfterContainer
  static void removeFile() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 300)
  void p40AnyConfigurationLoadsToTheValuesThatItWasWrittenFrom(
      @ForAll("right") Map<String, String> tree,
      @ForAll FlowStyle flow,
      @ForAll("scalarStyles") ScalarStyle scalars)
      throws Exception {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(flow).setDefaultScalarStyle(scalars).build();

    PipelineConfiguration configuration =
        load(new Dump(settings).dumpToString(ConfigurationTree.nested(tree)), Map.of());

    for (Parameter parameter : Parameters.all()) {
      Setting setting = configuration.find(parameter.path()).orElseThrow();
      String written = tree.get(parameter.path());
      assertThat(setting.value())
          .isEqualTo(
              effective(
                  parameter, written == null ? parameter.defaultValue().orElseThrow() : written));
      assertThat(setting.isDefault()).isEqualTo(written == null);
    }
  }

  @Property(tries = 300)
  void p40EveryParameterCanBeSetByTheFileByTheEnvironmentAndByTheCommandLine(
      @ForAll("parameterAndValue") Map.Entry<Parameter, String> given) throws Exception {
    Parameter parameter = given.getKey();
    String value = given.getValue();
    Map<String, String> tree =
        ConfigurationTree.with(ConfigurationTree.required(), parameter.path(), value);
    YamlText yaml = new YamlText(YamlText.quoted(tree));
    String without = new YamlText(YamlText.quoted(ConfigurationTree.required())).toString();

    Setting byFile = load(yaml.toString(), Map.of()).find(parameter.path()).orElseThrow();
    Setting byVariable =
        load(without, Map.of(parameter.environmentName(), value))
            .find(parameter.path())
            .orElseThrow();
    Setting bySet =
        load(without, Map.of(), parameter.path() + "=" + value)
            .find(parameter.path())
            .orElseThrow();

    assertThat(byFile.value()).isEqualTo(effective(parameter, value));
    assertThat(byFile.origin()).hasToString(file + yaml.valuePlace(parameter.path()));
    assertThat(byVariable.value()).isEqualTo(fromEnvironment(parameter, value));
    assertThat(byVariable.origin()).hasToString("environment " + parameter.environmentName());
    assertThat(bySet.value()).isEqualTo(effective(parameter, value));
    assertThat(bySet.origin()).hasToString("--set");
  }

  @Property(tries = 300)
  void p41TheEnvironmentWinsOverTheFileAndTheCommandLineOverBoth(
      @ForAll("right") Map<String, String> written,
      @ForAll("some") Map<String, String> variables,
      @ForAll("some") Map<String, String> sets)
      throws Exception {
    Map<String, String> union = new LinkedHashMap<>(written);
    union.putAll(variables);
    union.putAll(sets);
    Set<String> kept = ConfigurationTree.ordered(union).keySet();
    List.of(written, variables, sets).forEach(tree -> tree.keySet().retainAll(kept));
    Map<String, String> environment = new LinkedHashMap<>();
    variables.forEach((path, value) -> environment.put(parameter(path).environmentName(), value));

    PipelineConfiguration configuration =
        load(
            new YamlText(YamlText.quoted(written)).toString(),
            environment,
            sets.entrySet().stream()
                .map(set -> set.getKey() + "=" + set.getValue())
                .toArray(String[]::new));

    for (Parameter parameter : Parameters.all()) {
      String path = parameter.path();
      String expected =
          sets.containsKey(path)
              ? effective(parameter, sets.get(path))
              : variables.containsKey(path)
                  ? fromEnvironment(parameter, variables.get(path))
                  : effective(
                      parameter, written.getOrDefault(path, parameter.defaultValue().orElse(null)));
      assertThat(configuration.text(path)).as(path).isEqualTo(expected);
    }
  }

  @Property(tries = 300)
  void p42EveryWrongValueIsNamedWithItsPlaceWhereverItComesFrom(
      @ForAll("wrong") Map<String, String> wrong, @ForAll Place place) {
    Map<String, String> tree = new LinkedHashMap<>(ConfigurationTree.required());
    Map<String, String> environment = new LinkedHashMap<>();
    List<String> sets = new ArrayList<>();
    wrong.forEach(
        (path, value) -> {
          switch (place) {
            case FILE -> tree.put(path, value);
            case ENVIRONMENT -> environment.put(parameter(path).environmentName(), value);
            default -> sets.add(path + "=" + value);
          }
        });
    if (place == Place.ENVIRONMENT) {
      // Whatever a secret's variable holds is the secret.
      wrong.keySet().removeIf(path -> parameter(path).isSecret() && !wrong.get(path).isEmpty());
    }
    YamlText yaml = new YamlText(YamlText.quoted(tree));

    List<Problem> problems = problems(yaml.toString(), environment, sets.toArray(String[]::new));

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrderElementsOf(wrong.keySet());
    for (Problem problem : problems) {
      Parameter parameter = parameter(problem.path());
      assertThat(problem.origin().toString())
          .isEqualTo(
              switch (place) {
                case FILE -> file + yaml.valuePlace(parameter.path());
                case ENVIRONMENT -> "environment " + parameter.environmentName();
                default -> "--set";
              });
      if (parameter.isSecret()) {
        assertThat(problem.toString()).doesNotContain("hush");
      } else if (!wrong.get(parameter.path()).isEmpty()) {
        assertThat(problem.value()).isEqualTo("'" + wrong.get(parameter.path()) + "'");
      }
      assertThat(problem.remedy()).isNotBlank();
      assertThat(problem.toString().lines()).hasSize(1);
    }
  }

  enum Place {
    FILE,
    ENVIRONMENT,
    COMMAND_LINE
  }

  @Provide
  Arbitrary<Map<String, String>> right() {
    return ConfigurationTree.right();
  }

  @Provide
  Arbitrary<Map<String, String>> some() {
    return ConfigurationTree.some();
  }

  @Provide
  Arbitrary<ScalarStyle> scalarStyles() {
    return Arbitraries.of(ScalarStyle.PLAIN, ScalarStyle.SINGLE_QUOTED, ScalarStyle.DOUBLE_QUOTED);
  }

  @Provide
  Arbitrary<Map.Entry<Parameter, String>> parameterAndValue() {
    return Arbitraries.of(Parameters.all())
        .flatMap(
            parameter ->
                ParameterValues.right(parameter)
                    // With the defaults of the others.
                    .filter(value -> ConfigurationTree.isOrdered(Map.of(parameter.path(), value)))
                    .map(value -> Map.entry(parameter, value)))
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<Map<String, String>> wrong() {
    return ConfigurationTree.wrong();
  }

  private static Parameter parameter(String path) {
    return Parameters.find(path).orElseThrow();
  }

  private static String effective(Parameter parameter, String value) {
    return parameter.type() instanceof Location && !value.contains("://")
        ? BASE.resolve(value).toString()
        : value;
  }

  private static String fromEnvironment(Parameter parameter, String value) {
    return parameter.isSecret()
        ? SecretReference.toEnvironment(parameter.environmentName())
        : effective(parameter, value);
  }

  private static List<Problem> problems(
      String yaml, Map<String, String> environment, String... sets) {
    ConfigurationException refusal =
        catchThrowableOfType(ConfigurationException.class, () -> load(yaml, environment, sets));
    return refusal == null ? List.of() : refusal.problems();
  }

  private static PipelineConfiguration load(
      String yaml, Map<String, String> environment, String... sets)
      throws IOException, ConfigurationException {
    Files.writeString(file, yaml);
    return new ConfigurationLoader(environment, BASE).load(file, List.of(sets));
  }
}
