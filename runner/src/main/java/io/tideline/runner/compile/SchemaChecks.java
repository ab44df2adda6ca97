package io.tideline.runner.compile;

import java.util.HashMap;
import java.util.Map;

/** Whether a compilation asks the services whether their tables fit. */
public enum SchemaChecks {
  /** As the tables' options say, which may mean a connection. */
  AS_DECLARED {
    @Override
    Map<String, String> apply(Map<String, String> options) {
      return options;
    }
  },
  /** No connection is made. */
  NONE {
    @Override
    Map<String, String> apply(Map<String, String> options) {
      if (!ASKING.contains(options.getOrDefault("connector", ""))) {
        return options;
      }
      Map<String, String> silent = new HashMap<>(options);
      silent.put("schemaCheck", "start");
      return silent;
    }
  };

  /** The connectors that have the option. */
  private static final java.util.Set<String> ASKING = java.util.Set.of("datahub", "changes");

  abstract Map<String, String> apply(Map<String, String> options);
}
