package io.tideline.connector.changes.decode;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.apache.flink.table.data.TimestampData;

/**
 * Dates and times as change events write them: {@code 2026-11-23}, {@code 15:00:00.123}, {@code
 * 2026-11-23 15:00:00.123456}, and with {@code Z} for an instant. The fraction may be left out or
 * have up to nine digits; those beyond the column's precision must be 0.
 */
final class TemporalText {

  private static final int DATE_LENGTH = 10;
  private static final int TIME_LENGTH = 8;
  private static final int MOST_DIGITS = 9;
  private static final long MILLIS_PER_DAY = 24 * 60 * 60 * 1000L;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private TemporalText() {}

  /** Days since the epoch. */
  static int date(String text) throws MisfitException {
    if (text.length() != DATE_LENGTH) {
      throw notDate();
    }
    return days(text);
  }

  /** Milliseconds of the day. */
  static int time(String text, int precision) throws MisfitException {
    return secondOfDay(text, 0) * 1000
        + nanos(text, TIME_LENGTH, text.length(), precision) / NANOS_PER_MILLI;
  }

  static TimestampData timestamp(String text, int precision) throws MisfitException {
    return timestamp(text, text.length(), precision);
  }

  static TimestampData instant(String text, int precision) throws MisfitException {
    if (!text.endsWith("Z")) {
      throw new MisfitException("an instant is in UTC and ends with Z");
    }
    return timestamp(text, text.length() - 1, precision);
  }

  private static TimestampData timestamp(String text, int end, int precision)
      throws MisfitException {
    if (end < DATE_LENGTH + 1 + TIME_LENGTH
        || text.charAt(DATE_LENGTH) != ' ' && text.charAt(DATE_LENGTH) != 'T') {
      throw new MisfitException("it is not of the form 2026-11-23 15:00:00.123");
    }
    int time = DATE_LENGTH + 1;
    int nanos = nanos(text, time + TIME_LENGTH, end, precision);
    return TimestampData.fromEpochMillis(
        days(text) * MILLIS_PER_DAY + secondOfDay(text, time) * 1000L + nanos / NANOS_PER_MILLI,
        nanos % NANOS_PER_MILLI);
  }

  private static int days(String text) throws MisfitException {
    if (text.charAt(4) != '-' || text.charAt(7) != '-') {
      throw notDate();
    }
    try {
      return (int)
          LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)).toEpochDay();
    } catch (DateTimeException e) {
      throw new MisfitException("there is no such day");
    }
  }

  private static int secondOfDay(String text, int from) throws MisfitException {
    if (text.length() < from + TIME_LENGTH
        || text.charAt(from + 2) != ':'
        || text.charAt(from + 5) != ':') {
      throw new MisfitException(
          "a time of day is of the form 15:00:00.123; declare the column as STRING for longer or negative times");
    }
    int hour = digits(text, from, from + 2);
    int minute = digits(text, from + 3, from + 5);
    int second = digits(text, from + 6, from + 8);
    if (hour > 23 || minute > 59 || second > 59) {
      throw new MisfitException("there is no such time of day");
    }
    return (hour * 60 + minute) * 60 + second;
  }

  private static int nanos(String text, int from, int end, int precision) throws MisfitException {
    if (from == end) {
      return 0;
    }
    int count = end - from - 1;
    if (text.charAt(from) != '.' || count < 1 || count > MOST_DIGITS) {
      throw new MisfitException("a fraction of a second is a point and one to nine digits");
    }
    int nanos = digits(text, from + 1, end);
    for (int i = count; i < MOST_DIGITS; i++) {
      nanos *= 10;
    }
    int finest = 1;
    for (int i = precision; i < MOST_DIGITS; i++) {
      finest *= 10;
    }
    if (nanos % finest != 0) {
      throw new MisfitException("it is finer than " + precision + " digits of a second");
    }
    return nanos;
  }

  private static int digits(String text, int from, int to) throws MisfitException {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new MisfitException("'" + text.charAt(i) + "' stands where a digit should");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static MisfitException notDate() {
    return new MisfitException("a date is of the form 2026-11-23");
  }
}
