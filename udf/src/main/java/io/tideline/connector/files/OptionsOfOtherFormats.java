package io.tideline.connector.files;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The options of a table of files that belong to another format than its own. */
public final class OptionsOfOtherFormats {

  private OptionsOfOtherFormats() {}

  /** Each with the reason. */
  public static Map<String, String> in(Map<String, String> options) {
    String format =
        options.getOrDefault(ChangeFilesConnectorOptions.FORMAT.key(), "").toLowerCase(Locale.ROOT);
    Map<String, String> idle = new TreeMap<>();
    for (ChangeFilesConnectorOptions.Format other : ChangeFilesConnectorOptions.Format.values()) {
      String name = other.name().toLowerCase(Locale.ROOT);
      for (String key : options.keySet()) {
        if (!name.equals(format) && key.startsWith(name + ".")) {
          idle.put(key, "the table's format is " + format);
        }
      }
    }
    return idle;
  }
}
