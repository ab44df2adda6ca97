package io.tideline.runner.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** P41 and P43 over the project's own configuration file. */
class ConfigurationProperties {

  private static final Path FILE = Path.of("../conf/pipeline.yaml");
  private static final Path BASE = Path.of("/base");

  @Property
  void theEnvironmentWinsOverTheFileForAnySubset(
      @ForAll("parameters") java.util.Set<Parameter> overridden) throws ConfigurationException {
    Map<String, String> environment = new HashMap<>();
    overridden.forEach(p -> environment.put(p.environmentName(), validValue(p)));

    PipelineConfiguration configuration =
        new ConfigurationLoader(environment, BASE).load(FILE, List.of());

    PipelineConfiguration file = new ConfigurationLoader(Map.of(), BASE).load(FILE, List.of());
    for (Parameter parameter : Parameters.all()) {
      String expected =
          !overridden.contains(parameter)
              ? file.text(parameter.path())
              : parameter.isSecret()
                  ? "${env:" + parameter.environmentName() + "}"
                  : validValue(parameter);
      assertThat(configuration.text(parameter.path())).isEqualTo(expected);
    }
  }

  @Property
  void everyCorruptedParameterIsNamed(@ForAll("parameters") java.util.Set<Parameter> corrupted) {
    List<String> sets = corrupted.stream().map(p -> p.path() + "= ").toList();

    ConfigurationException e =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> new ConfigurationLoader(Map.of(), BASE).load(FILE, sets));

    List<String> named =
        e == null ? List.of() : e.problems().stream().map(Problem::path).sorted().toList();
    // A blank is a regular expression; everything else needs more.
    List<String> expected =
        corrupted.stream()
            .filter(p -> !(p.type() instanceof ParameterType.RegularExpression))
            .map(Parameter::path)
            .sorted()
            .toList();
    assertThat(named).isEqualTo(expected);
  }

  @Provide
  Arbitrary<java.util.Set<Parameter>> parameters() {
    return Arbitraries.of(Parameters.all()).set();
  }

  private static String validValue(Parameter parameter) {
    ParameterType type = parameter.type();
    if (type instanceof ParameterType.WholeNumber) {
      return "7";
    }
    if (type instanceof ParameterType.TimeSpan) {
      return "77 s";
    }
    if (type instanceof ParameterType.Size) {
      return "77 mb";
    }
    if (type instanceof ParameterType.Choice choice) {
      return choice.words().get(choice.words().size() - 1);
    }
    if (type instanceof ParameterType.Location) {
      return "/elsewhere";
    }
    if (parameter.path().equals("datahub.endpoint")) {
      return "https://elsewhere.example";
    }
    return parameter.path().equals("database.timeZone") ? "Asia/Shanghai" : "elsewhere";
  }
}
