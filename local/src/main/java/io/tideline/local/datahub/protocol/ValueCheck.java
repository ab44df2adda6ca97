package io.tideline.local.datahub.protocol;

import io.tideline.local.datahub.model.ColumnType;

/** Whether a value's text is one of its column's type, told from the bytes alone. */
final class ValueCheck {
  private static final int DIGITS_OF_ANY_LONG = 18;

  private ValueCheck() {}

  static boolean fits(ColumnType type, byte[] bytes, int from, int length) {
    switch (type) {
      case STRING:
        return true;
      case BOOLEAN:
        return isText("true", bytes, from, length) || isText("false", bytes, from, length);
      case TINYINT:
        return isInteger(bytes, from, length, Byte.MIN_VALUE);
      case SMALLINT:
        return isInteger(bytes, from, length, Short.MIN_VALUE);
      case INTEGER:
        return isInteger(bytes, from, length, Integer.MIN_VALUE);
      case BIGINT:
      case TIMESTAMP:
        return isInteger(bytes, from, length, Long.MIN_VALUE);
      case DECIMAL:
        return isNumber(bytes, from, length);
      default:
        return isNumber(bytes, from, length)
            || isText("nan", bytes, from, length)
            || isText("infinity", bytes, from, length)
            || isText("-infinity", bytes, from, length);
    }
  }

  /**
   * @param lowest the type's lowest value
   */
  private static boolean isInteger(byte[] bytes, int from, int length, long lowest) {
    int end = from + length;
    int at = skipSign(bytes, from, end);
    if (at == end) {
      return false;
    }
    boolean negative = bytes[from] == '-';
    if (end - at > DIGITS_OF_ANY_LONG) {
      return isLongInteger(bytes, at, end, negative ? lowest : lowest + 1);
    }
    long value = 0;
    for (; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = value * 10 + digit;
    }
    return negative ? -value >= lowest : value <= -(lowest + 1);
  }

  /**
   * @param limit summed up to below zero, where there is one number more
   */
  private static boolean isLongInteger(byte[] bytes, int from, int end, long limit) {
    long value = 0;
    for (int at = from; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9 || value < limit / 10 || value * 10 < limit + digit) {
        return false;
      }
      value = value * 10 - digit;
    }
    return true;
  }

  /** An optional sign, digits with at most one point among them, perhaps an exponent. */
  private static boolean isNumber(byte[] bytes, int from, int length) {
    int end = from + length;
    int at = skipSign(bytes, from, end);
    int digits = 0;
    boolean point = false;
    for (; at < end && (isDigit(bytes[at]) || bytes[at] == '.' && !point); at++) {
      if (bytes[at] == '.') {
        point = true;
      } else {
        digits++;
      }
    }
    if (digits == 0) {
      return false;
    }
    if (at == end) {
      return true;
    }
    if (bytes[at] != 'e' && bytes[at] != 'E') {
      return false;
    }
    at = skipSign(bytes, at + 1, end);
    if (at == end) {
      return false;
    }
    while (at < end && isDigit(bytes[at])) {
      at++;
    }
    return at == end;
  }

  private static int skipSign(byte[] bytes, int at, int end) {
    return at < end && (bytes[at] == '-' || bytes[at] == '+') ? at + 1 : at;
  }

  private static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  /**
   * @param lower ASCII in lower case
   */
  private static boolean isText(String lower, byte[] bytes, int from, int length) {
    if (length != lower.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (Character.toLowerCase((char) bytes[from + i]) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
