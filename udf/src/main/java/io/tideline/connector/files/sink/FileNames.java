package io.tideline.connector.files.sink;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The names of one table's files: {@code shop_orders_20261123150000_0-7.parquet} is the file that
 * subtask 0 opened as its eighth, at that second in UTC.
 */
public final class FileNames implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final int SECOND_DIGITS = 14;

  private final String prefix;
  private final String suffix;

  /**
   * @throws IllegalArgumentException when database or table is empty
   */
  public FileNames(String database, String table, String suffix) {
    this.prefix = SafeName.of(database) + "_" + SafeName.of(table) + "_";
    this.suffix = "." + suffix;
  }

  /**
   * @param openedAt milliseconds since the epoch
   */
  public String name(long openedAt, int subtask, long counter) {
    return prefix
        + SECOND.format(Instant.ofEpochMilli(openedAt))
        + "_"
        + subtask
        + "-"
        + counter
        + suffix;
  }

  /** Whether a file in the table's directory is one of ours, finished. */
  public boolean matches(String name) {
    return name.startsWith(prefix) && name.endsWith(suffix);
  }

  /**
   * The counter in a name that a subtask gave; -1 for every other name.
   *
   * @param name without the marks of a file in progress
   */
  long counter(String name, int subtask) {
    String writer = "_" + subtask + "-";
    int end = name.length() - suffix.length();
    int start = prefix.length() + SECOND_DIGITS + writer.length();
    if (!matches(name) || start >= end || !name.startsWith(writer, start - writer.length())) {
      return -1;
    }
    try {
      return Long.parseLong(name.substring(start, end));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  public String suffix() {
    return suffix;
  }
}
