package io.tideline.runner.configuration;

import io.tideline.runner.configuration.type.Location;
import io.tideline.runner.configuration.type.SecretReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the effective value of every parameter: {@code --set} wins over the environment, that over
 * the file, that over the default. What does not take effect is not checked.
 */
public final class ConfigurationLoader {

  private final Map<String, String> environment;
  private final Path base;

  /**
   * @param environment the environment variables
   * @param base the directory below which relative paths are
   */
  public ConfigurationLoader(Map<String, String> environment, Path base) {
    this.environment = Map.copyOf(environment);
    this.base = base.toAbsolutePath();
  }

  /**
   * @param sets {@code path=value} each
   * @throws ConfigurationException with every problem of file, environment and {@code sets}
   */
  public PipelineConfiguration load(Path file, List<String> sets) throws ConfigurationException {
    List<Problem> problems = new ArrayList<>();
    Map<String, Setting> given = new LinkedHashMap<>();
    boolean readable = new YamlSettings(file, given, problems).read();
    EnvironmentSettings variables = new EnvironmentSettings(environment);
    variables.read(given, problems);
    new CommandLineSettings(sets).read(given, problems);
    Map<String, Setting> effective = new LinkedHashMap<>();
    for (Parameter parameter : Parameters.all()) {
      Setting setting = given.get(parameter.path());
      if (setting == null && parameter.defaultValue().isPresent()) {
        setting = new Setting(parameter, parameter.defaultValue().get(), Origin.DEFAULT);
      }
      if (setting != null && isRight(setting, problems)) {
        effective.put(parameter.path(), resolved(setting));
      } else if (setting == null && readable && !isNamed(parameter, problems)) {
        problems.add(missing(parameter, file));
      }
    }
    List<Problem> warnings = new ArrayList<>();
    variables.warn(effective, warnings);
    if (readable) {
      new Combinations(effective).check(problems, warnings);
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems, warnings);
    }
    return new PipelineConfiguration(effective, warnings);
  }

  private static boolean isRight(Setting setting, List<Problem> problems) {
    Parameter parameter = setting.parameter();
    if (isNamed(setting, problems)) {
      return false;
    }
    boolean misplaced = !parameter.isSecret() && SecretReference.isReference(setting.value());
    if (!misplaced && parameter.type().accepts(setting.value())) {
      return true;
    }
    String remedy;
    if (misplaced) {
      remedy =
          String.format(
              "only secrets are taken from elsewhere; set the environment variable %s instead",
              parameter.environmentName());
    } else if (parameter.isSecret()) {
      remedy =
          String.format(
              "a secret is not written here; set the environment variable %s, or write ${env:NAME}"
                  + " or ${file:PATH}",
              parameter.environmentName());
    } else {
      remedy = parameter.type().remedy(setting.value());
    }
    problems.add(new Problem(setting.origin(), parameter.path(), setting.shown(), remedy));
    return false;
  }

  /** A list in a value's place, or a value given twice: it is not missing as well. */
  private static boolean isNamed(Parameter parameter, List<Problem> problems) {
    return problems.stream().anyMatch(problem -> problem.path().equals(parameter.path()));
  }

  private static boolean isNamed(Setting setting, List<Problem> problems) {
    return problems.stream()
        .anyMatch(
            problem ->
                problem.path().equals(setting.parameter().path())
                    && problem.origin().equals(setting.origin()));
  }

  private static Problem missing(Parameter parameter, Path file) {
    String remedy =
        String.format(
            "is required: %s; set it here or by the environment variable %s",
            parameter.type().expectation(), parameter.environmentName());
    return new Problem(new Origin(file.toString()), parameter.path(), "", remedy);
  }

  /** Paths of this machine are absolute from here on, wherever a job's processes run. */
  private Setting resolved(Setting setting) {
    Parameter parameter = setting.parameter();
    String value = setting.value();
    if (parameter.type() instanceof Location && !Location.isUri(value)) {
      return new Setting(parameter, absolute(value), setting.origin());
    }
    if (SecretReference.isFile(value)) {
      String file = absolute(SecretReference.target(value));
      return new Setting(parameter, SecretReference.toFile(file), setting.origin());
    }
    return setting;
  }

  private String absolute(String path) {
    return base.resolve(path).normalize().toString();
  }
}
