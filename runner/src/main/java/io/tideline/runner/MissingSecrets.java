package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.configuration.Problem;
import io.tideline.runner.configuration.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Refuses to start with a secret that is not where its reference says. */
final class MissingSecrets {

  private static final String ENVIRONMENT = "${env:";
  private static final String FILE = "${file:";

  private MissingSecrets() {}

  /**
   * @param settings those that the job uses
   * @throws ConfigurationException naming every secret that is missing
   */
  static void refuse(Collection<Setting> settings, Map<String, String> environment)
      throws ConfigurationException {
    List<Problem> problems = new ArrayList<>();
    for (Setting setting : settings) {
      String remedy = setting.parameter().isSecret() ? remedy(setting.value(), environment) : "";
      if (!remedy.isEmpty()) {
        problems.add(
            new Problem(setting.origin(), setting.parameter().path(), setting.value(), remedy));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static String remedy(String reference, Map<String, String> environment) {
    if (reference.startsWith(ENVIRONMENT)) {
      String name = reference.substring(ENVIRONMENT.length(), reference.length() - 1);
      return environment.containsKey(name) ? "" : "the environment variable is not set; set it";
    }
    Path file = Path.of(reference.substring(FILE.length(), reference.length() - 1));
    return Files.isReadable(file) ? "" : "the file is missing or cannot be read; put it there";
  }
}
