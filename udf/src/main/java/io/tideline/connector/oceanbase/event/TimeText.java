package io.tideline.connector.oceanbase.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Dates and times as the database writes them, with as many digits of a second as asked for. */
final class TimeText {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

  /** {@code 2026-11-23}, from days since the epoch. */
  static void date(StringBuilder out, long epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    padded(out, date.getYear(), 4);
    out.append('-');
    padded(out, date.getMonthValue(), 2);
    out.append('-');
    padded(out, date.getDayOfMonth(), 2);
  }

  /** {@code 2026-11-23 15:00:00.123}, from microseconds since the epoch. */
  static void dateTime(StringBuilder out, long epochMicros, int digits) {
    date(out, Math.floorDiv(epochMicros, MICROS_PER_DAY));
    out.append(' ');
    duration(out, Math.floorMod(epochMicros, MICROS_PER_DAY), digits);
  }

  /** {@code 15:00:00.123}, or {@code -838:59:59}: a TIME is a span, too. */
  static void duration(StringBuilder out, long micros, int digits) {
    if (micros < 0) {
      out.append('-');
      micros = -micros;
    }
    long seconds = micros / MICROS_PER_SECOND;
    padded(out, seconds / 3_600, 2);
    out.append(':');
    padded(out, seconds / 60 % 60, 2);
    out.append(':');
    padded(out, seconds % 60, 2);
    if (digits > 0) {
      out.append('.');
      long fraction = micros % MICROS_PER_SECOND;
      for (int i = digits; i < 6; i++) {
        fraction /= 10;
      }
      padded(out, fraction, digits);
    }
  }

  /**
   * Microseconds since the epoch of {@code 2026-11-23T15:00:00.123Z}, or with another offset: read
   * by hand in the form that is usual.
   */
  static long parseInstant(String text) {
    int length = text.length();
    if (length < 20 || text.charAt(length - 1) != 'Z' || text.charAt(10) != 'T') {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / 1_000;
    }
    long day =
        LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)).toEpochDay();
    long seconds =
        digits(text, 11, 13) * 3_600L + digits(text, 14, 16) * 60L + digits(text, 17, 19);
    int fraction = 0;
    int scale = (int) MICROS_PER_SECOND;
    for (int i = 20; i < length - 1 && scale > 1; i++) {
      fraction = fraction * 10 + text.charAt(i) - '0';
      scale /= 10;
    }
    return day * MICROS_PER_DAY + seconds * MICROS_PER_SECOND + (long) fraction * scale;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("'" + text + "' is not an instant");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static void padded(StringBuilder out, long value, int width) {
    long limit = 10;
    for (int i = 1; i < width; i++) {
      if (value < limit) {
        out.append('0');
      }
      limit *= 10;
    }
    out.append(value);
  }

  private TimeText() {}
}
