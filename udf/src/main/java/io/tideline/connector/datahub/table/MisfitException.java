package io.tideline.connector.datahub.table;

import java.io.IOException;

/** A value of a record that its column cannot hold. */
final class MisfitException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String column;
  private final String value;
  private final String valueType;
  private final String problem;

  /**
   * @param value as text
   * @param problem what is wrong, to be read after the value: {@code does not fit DECIMAL(5, 2)}
   */
  MisfitException(String column, String value, String valueType, String problem) {
    super(message(column, value, problem));
    this.column = column;
    this.value = value;
    this.valueType = valueType;
    this.problem = problem;
  }

  private static String message(String column, String value, String problem) {
    return "column '" + column + "': " + value + " " + problem;
  }

  /** The message with or without the value, which may be nothing for a log. */
  String describe(boolean withValue) {
    return withValue
        ? message(column, value + ", a " + valueType + ",", problem)
        : message(column, "a " + valueType, problem);
  }
}
