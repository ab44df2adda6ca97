package io.tideline.runner.configuration;

import java.util.LinkedHashMap;
import java.util.Map;

/** A configuration file that knows where each value stands in it. */
public final class YamlText {

  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private int line = 1;

  /**
   * @param written by path what stands behind the key, as YAML: see {@link #quoted}
   */
  public YamlText(Map<String, String> written) {
    write("", 0, ConfigurationTree.nested(written));
  }

  /** The value in double quotes. */
  public static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      quoted.append(
          c == '"' || c == '\\'
              ? "\\" + c
              : c < ' ' || c == '\u2028' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
    }
    return quoted.append('"').toString();
  }

  static Map<String, String> quoted(Map<String, String> tree) {
    Map<String, String> written = new LinkedHashMap<>(tree);
    written.replaceAll((path, value) -> quoted(value));
    return written;
  }

  /** {@code :line:column} of the key. */
  String keyPlace(String path) {
    return keys.get(path);
  }

  /** {@code :line:column} of the value. */
  public String valuePlace(String path) {
    return values.get(path);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void write(String path, int depth, Map<?, ?> section) {
    section.forEach(
        (name, value) -> {
          String below = path.isEmpty() ? name.toString() : path + "." + name;
          String key = "  ".repeat(depth) + name + ":";
          keys.put(below, ":" + line + ":" + (2 * depth + 1));
          values.put(below, ":" + line + ":" + (key.length() + 2));
          if (value instanceof Map<?, ?> map) {
            text.append(key).append('\n');
            line++;
            write(below, depth + 1, map);
          } else {
            text.append(key).append(' ').append(value).append('\n');
            line++;
          }
        });
  }
}
