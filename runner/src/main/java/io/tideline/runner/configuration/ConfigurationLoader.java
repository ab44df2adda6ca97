package io.tideline.runner.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the effective value of every parameter: {@code --set} wins over the environment, that over
 * the file, that over the default.
 */
public final class ConfigurationLoader {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  private final Map<String, String> environment;
  private final Path base;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param environment the environment variables
   * @param base the directory below which relative paths are
   */
  public ConfigurationLoader(Map<String, String> environment, Path base) {
    this.environment = environment;
    this.base = base.toAbsolutePath();
  }

  /**
   * @param sets {@code path=value} each
   * @throws ConfigurationException with every problem of file, environment and {@code sets}
   */
  public PipelineConfiguration load(Path file, List<String> sets) throws ConfigurationException {
    problems.clear();
    Map<String, Setting> given = new LinkedHashMap<>();
    if (!new YamlSettings(file, given, problems).read()) {
      // All that it does not say would be missing.
      throw new ConfigurationException(problems);
    }
    readEnvironment(given);
    readSets(sets, given);
    Map<String, Setting> effective = new LinkedHashMap<>();
    for (Parameter parameter : Parameters.all()) {
      Setting setting = given.get(parameter.path());
      if (setting == null && parameter.defaultValue().isPresent()) {
        setting = new Setting(parameter, parameter.defaultValue().get(), Origin.DEFAULT);
      }
      if (setting == null) {
        problems.add(missing(parameter, file));
      } else if (check(setting)) {
        effective.put(parameter.path(), resolved(setting));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new PipelineConfiguration(effective);
  }

  private void readEnvironment(Map<String, Setting> given) {
    for (Parameter parameter : Parameters.all()) {
      String name = parameter.environmentName();
      String value = environment.get(name);
      if (value != null) {
        String text = parameter.isSecret() ? Setting.environmentReference(name) : value;
        given.put(parameter.path(), new Setting(parameter, text, Origin.environment(name)));
      }
    }
  }

  private void readSets(List<String> sets, Map<String, Setting> given) {
    List<String> known = Parameters.all().stream().map(Parameter::path).toList();
    for (String set : sets) {
      int equals = set.indexOf('=');
      String path = equals < 0 ? set : set.substring(0, equals);
      Parameter parameter = Parameters.find(path).orElse(null);
      if (parameter == null) {
        String hint = NearestName.hint(path, known);
        problems.add(new Problem(Origin.SET, path, "", "no such parameter" + hint));
      } else if (equals < 0) {
        problems.add(new Problem(Origin.SET, path, "", "needs a value: " + path + "=…"));
      } else {
        given.put(path, new Setting(parameter, set.substring(equals + 1), Origin.SET));
      }
    }
  }

  private boolean check(Setting setting) {
    Parameter parameter = setting.parameter();
    boolean reference = Setting.isReference(setting.value());
    String remedy = null;
    if (parameter.isSecret() && !reference) {
      remedy =
          String.format(
              "a secret is not written here; set the environment variable %s, or write ${env:NAME} or ${file:PATH}",
              parameter.environmentName());
    } else if (!parameter.isSecret() && reference) {
      remedy =
          String.format(
              "only secrets are taken from elsewhere; set the environment variable %s instead",
              parameter.environmentName());
    } else if (!parameter.type().accepts(setting.value())) {
      remedy = "must be " + parameter.type().expectation();
    }
    if (remedy == null) {
      return true;
    }
    String shown = parameter.isSecret() ? "******" : "'" + setting.value() + "'";
    problems.add(new Problem(setting.origin(), parameter.path(), shown, remedy));
    return false;
  }

  private static Problem missing(Parameter parameter, Path file) {
    String remedy =
        String.format(
            "is required: %s; set it here or by the environment variable %s",
            parameter.isSecret() ? "${env:NAME} or ${file:PATH}" : parameter.type().expectation(),
            parameter.environmentName());
    return new Problem(new Origin(file.toString()), parameter.path(), "", remedy);
  }

  private Setting resolved(Setting setting) {
    if (setting.parameter().type() instanceof ParameterType.Location
        && !SCHEME.matcher(setting.value()).matches()) {
      String absolute = base.resolve(setting.value()).normalize().toString();
      return new Setting(setting.parameter(), absolute, setting.origin());
    }
    return setting;
  }
}
