package io.tideline.connector.changes.decode;

/**
 * A row does not fit its table's columns; names column, value and type. Made per bad record: no
 * stack trace.
 */
public final class UndecodableException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 100;

  public UndecodableException(String message) {
    super(message, null, false, false);
  }

  /** The value as an error shows it: on one line, and cut when it is long. */
  static String shown(String value) {
    if (value == null) {
      return "NULL";
    }
    String cut = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    return "'" + cut.replace('\n', ' ').replace('\r', ' ') + "'";
  }
}
