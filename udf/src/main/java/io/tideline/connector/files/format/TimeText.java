package io.tideline.connector.files.format;

import org.apache.flink.table.data.TimestampData;

/** Dates and times as text, with as many digits after the point as the column has. */
final class TimeText {

  private static final long DAY = 86_400_000L;

  private TimeText() {}

  /** {@code 2026-11-23}. */
  static void date(long epochDay, RowBytes out) {
    // Civil date from days, in eras of 400 years that begin on 1 March.
    long days = epochDay + 719_468;
    long era = Math.floorDiv(days, 146_097L);
    long dayOfEra = days - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shiftedMonth = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    if (year < 0) {
      out.put('-');
      year = -year;
    } else if (year > 9_999) {
      out.put('+');
    }
    out.putDigits(year, Math.max(4, RowBytes.digits(year)));
    out.put('-');
    out.putDigits(month, 2);
    out.put('-');
    out.putDigits(day, 2);
  }

  /** {@code 15:00:00.123}. */
  static void time(int milliOfDay, int digits, RowBytes out) {
    clock(milliOfDay, 0, digits, out);
  }

  /** {@code 2026-11-23 15:00:00.123456}. */
  static void timestamp(TimestampData time, int digits, RowBytes out) {
    long milli = time.getMillisecond();
    date(Math.floorDiv(milli, DAY), out);
    out.put(' ');
    clock((int) Math.floorMod(milli, DAY), time.getNanoOfMillisecond(), digits, out);
  }

  private static void clock(int milliOfDay, int nanoOfMilli, int digits, RowBytes out) {
    out.putDigits(milliOfDay / 3_600_000, 2);
    out.put(':');
    out.putDigits(milliOfDay / 60_000 % 60, 2);
    out.put(':');
    out.putDigits(milliOfDay / 1_000 % 60, 2);
    if (digits > 0) {
      out.put('.');
      long fraction = milliOfDay % 1_000 * 1_000_000L + nanoOfMilli;
      for (int i = digits; i < 9; i++) {
        fraction /= 10;
      }
      out.putDigits(fraction, digits);
    }
  }
}
