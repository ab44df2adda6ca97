package io.tideline.connector.files.format;

import java.io.Serializable;
import java.util.Locale;
import java.util.Set;

/** How CSV is written and read: what stands between fields, for null, and around text. */
public final class CsvStyle implements Serializable {

  /** Which fields stand in quotes. */
  public enum Quoting {
    /** Text that a reader would mistake otherwise. */
    MINIMAL,
    /** All but null. */
    ALL
  }

  private static final long serialVersionUID = 1L;

  /** Stand in numbers, times and base64, or have a meaning of their own. */
  private static final String NO_DELIMITERS = "+-.:/=\" \r\n";

  private static final Set<String> VALUES = Set.of("true", "false", "nan", "infinity");

  /** Comma, quotes where needed, null is nothing at all, with a header. */
  public static final CsvStyle RFC_4180 = new CsvStyle(",", "", Quoting.MINIMAL, true);

  private final char delimiter;
  private final String nullText;
  private final Quoting quoting;
  private final boolean header;

  /**
   * @param delimiter one character, or {@code \t} for a tab
   * @param nullText stands, never in quotes, where a value is null
   * @throws IllegalArgumentException when a reader could take one thing for another
   */
  public CsvStyle(String delimiter, String nullText, Quoting quoting, boolean header) {
    this.delimiter = delimiter(delimiter);
    this.nullText = nullText(nullText, this.delimiter);
    this.quoting = quoting;
    this.header = header;
  }

  private static char delimiter(String text) {
    if (text.equals("\\t")) {
      return '\t';
    }
    if (text.length() == 1) {
      char c = text.charAt(0);
      boolean printable = c > ' ' && c < 0x7F || c == '\t';
      if (printable && !Character.isLetterOrDigit(c) && NO_DELIMITERS.indexOf(c) < 0) {
        return c;
      }
    }
    throw new IllegalArgumentException(
        "option 'csv.delimiter' is one character that stands in no number, time or quote, like ',' ';' '|' or \\t,"
            + " not '"
            + text
            + "'");
  }

  private static String nullText(String text, char delimiter) {
    boolean ambiguous =
        VALUES.contains(text.toLowerCase(Locale.ROOT))
            || text.chars().anyMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r')
            || !text.isEmpty()
                && (Character.isDigit(text.charAt(0)) || "+-.".indexOf(text.charAt(0)) >= 0);
    if (ambiguous) {
      throw new IllegalArgumentException(
          "option 'csv.null-text' is a text that is no number, truth value, quote, line break or delimiter, like \\N,"
              + " not '"
              + text
              + "'");
    }
    return text;
  }

  char delimiter() {
    return delimiter;
  }

  String nullText() {
    return nullText;
  }

  Quoting quoting() {
    return quoting;
  }

  boolean hasHeader() {
    return header;
  }
}
