package io.tideline.connector.files.sink;

import io.tideline.hash.Murmur128;
import java.nio.charset.StandardCharsets;

/**
 * The name of a directory of rows with one value of a column, {@code dt=2026-11-24}, as Hive, Spark
 * and DuckDB read it. Different values have different names: a character that such a name cannot
 * bear is there as {@code %} and its code in hexadecimal, and a value that is too long ends in a
 * hash of the whole, which no reader turns into the value again.
 */
final class PartitionName {

  /** For NULL, and for the empty text, for which those readers have no name either. */
  static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

  /** In bytes; with the column's name before it a name has 255 at most. */
  static final int MAX_BYTES = 180;

  private static final int MAX_COLUMN_BYTES = 72;

  private static final String NOT_ALLOWED = "\"#%'*/:<=>?\\{}[]^|";

  private PartitionName() {}

  /**
   * @param value null for NULL
   */
  static String of(String column, String value) {
    return escaped(column, MAX_COLUMN_BYTES)
        + "="
        + (value == null || value.isEmpty() ? NO_VALUE : escaped(value, MAX_BYTES));
  }

  private static String escaped(String value, int maxBytes) {
    StringBuilder name = new StringBuilder(value.length());
    int last = value.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = value.charAt(i);
      boolean end = i == last && (c == '.' || c == ' ');
      boolean taken = i == 0 && value.equals(NO_VALUE);
      if (end || taken || Character.isISOControl(c) || NOT_ALLOWED.indexOf(c) >= 0) {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          name.append(String.format("%%%02X", b));
        }
      } else {
        name.append(c);
      }
    }
    return bytes(name) <= maxBytes ? name.toString() : shortened(name, value, maxBytes);
  }

  private static String shortened(StringBuilder name, String value, int maxBytes) {
    String end = String.format("%%%016x", new Murmur128().add(value).finish().low());
    int length = Math.min(name.length(), maxBytes);
    while (bytes(name.substring(0, length)) > maxBytes - end.length()) {
      length = name.offsetByCodePoints(length, -1);
    }
    return name.substring(0, length) + end;
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
