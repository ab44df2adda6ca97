package io.tideline.runner.compile;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
      return with("start", options);
    }
  },
  /** All are asked. */
  PLANNING {
    @Override
    Map<String, String> apply(Map<String, String> options) {
      return with("planning", options);
    }
  };

  /** Of a table; what it says changes no row. */
  public static final String OPTION = "schemaCheck";

  /** The connectors that have the option. */
  private static final Set<String> ASKING = Set.of("datahub", "changes");

  private static Map<String, String> with(String check, Map<String, String> options) {
    if (!ASKING.contains(options.getOrDefault("connector", ""))) {
      return options;
    }
    Map<String, String> changed = new HashMap<>(options);
    changed.put(OPTION, check);
    return changed;
  }

  abstract Map<String, String> apply(Map<String, String> options);
}
