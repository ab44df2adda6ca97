package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.configuration.Problem;
import io.tideline.runner.configuration.Setting;
import io.tideline.runner.configuration.type.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Refuses to start with a secret that is not where its reference says. */
public final class MissingSecrets {

  private MissingSecrets() {}

  /**
   * @param settings those that the job uses
   * @throws ConfigurationException naming every secret that is missing
   */
  public static void refuse(Collection<Setting> settings, Map<String, String> environment)
      throws ConfigurationException {
    List<Problem> problems = find(settings, environment);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /** The secrets that are not here. */
  static List<Problem> find(Collection<Setting> settings, Map<String, String> environment) {
    List<Problem> problems = new ArrayList<>();
    for (Setting setting : settings) {
      String remedy = setting.parameter().isSecret() ? remedy(setting.value(), environment) : "";
      if (!remedy.isEmpty()) {
        problems.add(
            new Problem(setting.origin(), setting.parameter().path(), setting.value(), remedy));
      }
    }
    return problems;
  }

  private static String remedy(String reference, Map<String, String> environment) {
    String target = SecretReference.target(reference);
    if (SecretReference.isFile(reference)) {
      return Files.isReadable(Path.of(target))
          ? ""
          : "the file is missing or cannot be read; put it there";
    }
    return environment.containsKey(target) ? "" : "the environment variable is not set; set it";
  }
}
