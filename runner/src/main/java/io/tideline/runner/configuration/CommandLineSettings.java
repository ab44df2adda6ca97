package io.tideline.runner.configuration;

import java.util.List;
import java.util.Map;

/** Reads the values that {@code --set} gives. */
final class CommandLineSettings {

  private final List<String> sets;

  /**
   * @param sets {@code path=value} each; of several for one path the last one counts
   */
  CommandLineSettings(List<String> sets) {
    this.sets = sets;
  }

  /** Replaces what is given already. */
  void read(Map<String, Setting> settings, List<Problem> problems) {
    for (String set : sets) {
      int equals = set.indexOf('=');
      String path = equals < 0 ? set : set.substring(0, equals);
      Parameter parameter = Parameters.find(path).orElse(null);
      if (parameter == null) {
        String hint = NearestName.hintForPath(path, Parameters.names());
        problems.add(new Problem(Origin.SET, path, "", "no such parameter" + hint));
      } else if (equals < 0) {
        problems.add(new Problem(Origin.SET, path, "", "needs a value: " + path + "=…"));
      } else {
        settings.put(path, new Setting(parameter, set.substring(equals + 1), Origin.SET));
      }
    }
  }
}
