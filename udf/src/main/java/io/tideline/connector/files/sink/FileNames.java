package io.tideline.connector.files.sink;

import io.tideline.connector.files.sink.NameTemplate.Part;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of one table's files: {@code shop_orders_20261123150000_0-7.parquet} is the file that
 * subtask 0 opened as its eighth, at that second in UTC.
 */
public final class FileNames implements Serializable {

  /** File systems allow 255 bytes, and a file in progress has 50 more in its name. */
  private static final int MAX_BYTES = 205;

  private static final long serialVersionUID = 1L;

  private final NameTemplate template;
  private final String database;
  private final String table;
  private final String suffix;

  /** With a group for the subtask and one for the counter. */
  private final Pattern exact;

  /** As they may have been when the template had other times. */
  private final Pattern loose;

  private final Pattern anyFormat;

  /** Names by the default template. */
  public FileNames(String database, String table, String suffix) {
    this(new NameTemplate(NameTemplate.DEFAULT), database, table, suffix);
  }

  /**
   * @param suffix without the dot
   * @throws IllegalArgumentException when database or table is empty, or names are too long
   */
  public FileNames(NameTemplate template, String database, String table, String suffix) {
    this.template = template;
    this.database = SafeName.of(database);
    this.table = SafeName.of(table);
    this.suffix = suffix;
    this.exact = pattern(true, Pattern.quote(suffix));
    this.loose = pattern(false, Pattern.quote(suffix));
    this.anyFormat = pattern(false, ".*");
    int longest = name(0, 99_999, 9_999_999_999L).getBytes(StandardCharsets.UTF_8).length;
    if (longest > MAX_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              "option 'file-name' makes names of %d bytes with this table's, at most %d are allowed; shorten '%s'",
              longest, MAX_BYTES, template));
    }
  }

  /**
   * @param openedAt milliseconds since the epoch
   */
  public String name(long openedAt, int subtask, long counter) {
    StringBuilder name = new StringBuilder();
    for (Part part : template.parts()) {
      if (part.isTime()) {
        name.append(
            DateTimeFormatter.ofPattern(part.text())
                .withZone(ZoneOffset.UTC)
                .format(Instant.ofEpochMilli(openedAt)));
      } else if (part.is(NameTemplate.PARTITION)) {
        name.append(subtask).append('-').append(counter);
      } else {
        name.append(part.is(NameTemplate.SUFFIX) ? suffix : fixed(part));
      }
    }
    return name.toString();
  }

  /** Whether a file below the table's directory is one of ours, finished. */
  public boolean matches(String name) {
    return loose.matcher(name).matches();
  }

  /** The same for a file of any format, finished or, without the dot before it, in progress. */
  public boolean matchesInAnyFormat(String name) {
    return anyFormat.matcher(name).matches();
  }

  /**
   * The counter in a name that a subtask gave; -1 for every other name.
   *
   * @param name without the marks of a file in progress
   */
  long counter(String name, int subtask) {
    Matcher matcher = exact.matcher(name);
    if (!matcher.matches()) {
      return -1;
    }
    try {
      return Integer.parseInt(matcher.group(1)) == subtask ? Long.parseLong(matcher.group(2)) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** With the dot. */
  public String suffix() {
    return "." + suffix;
  }

  private String fixed(Part part) {
    return part.is(NameTemplate.DATABASE)
        ? database
        : part.is(NameTemplate.TABLE) ? table : part.text();
  }

  private Pattern pattern(boolean strict, String end) {
    StringBuilder pattern = new StringBuilder();
    for (Part part : template.parts()) {
      if (part.isTime()) {
        pattern.append(
            strict ? part.text().replace(".", "\\.").replaceAll("[yMdHmsS]", "\\\\d") : ".*");
      } else if (part.is(NameTemplate.PARTITION)) {
        pattern.append(strict ? "(\\d+)-(\\d+)" : ".*");
      } else {
        pattern.append(part.is(NameTemplate.SUFFIX) ? end : Pattern.quote(fixed(part)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }
}
