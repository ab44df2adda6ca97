package io.tideline.runner.configuration;

import io.tideline.runner.configuration.type.SecretReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the values that environment variables give. */
final class EnvironmentSettings {

  /** Variables with our prefix that are no parameters: the launcher's, and the demo's mark. */
  static final Set<String> LAUNCHER =
      Set.of(
          "TIDELINE_BUILD",
          "TIDELINE_DEMO",
          "TIDELINE_HEAP",
          "TIDELINE_HOME",
          "TIDELINE_JAVA_OPTS",
          "TIDELINE_LOGS");

  private final Map<String, String> environment;

  EnvironmentSettings(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Replaces what is given already. A secret is taken as the reference to its variable, so that its
   * value goes nowhere.
   */
  void read(Map<String, Setting> settings, List<Problem> problems) {
    for (Parameter parameter : Parameters.all()) {
      String name = parameter.environmentName();
      String value = environment.get(name);
      if (value == null) {
        continue;
      }
      Origin origin = Origin.environment(name);
      if (value.isEmpty()) {
        problems.add(
            new Problem(
                origin, parameter.path(), "", "is set but empty; give it a value or unset it"));
      }
      String text = parameter.isSecret() ? SecretReference.toEnvironment(name) : value;
      settings.put(parameter.path(), new Setting(parameter, text, origin));
    }
  }

  /**
   * Finds variables that look like ours but name no parameter, nor the place of a secret: most
   * likely a value that somebody set in vain.
   *
   * @param settings what is in force
   */
  void warn(Map<String, Setting> settings, List<Problem> warnings) {
    Set<String> parameters =
        Parameters.all().stream().map(Parameter::environmentName).collect(Collectors.toSet());
    Set<String> places =
        settings.values().stream()
            .map(Setting::value)
            .filter(SecretReference::isReference)
            .map(SecretReference::target)
            .collect(Collectors.toSet());
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(Parameter.ENVIRONMENT_PREFIX)
          && !LAUNCHER.contains(name)
          && !parameters.contains(name)
          && !places.contains(name)) {
        String remedy = "names no parameter and is ignored" + NearestName.hint(name, parameters);
        warnings.add(new Problem(Origin.environment(name), "", "", remedy));
      }
    }
  }
}
