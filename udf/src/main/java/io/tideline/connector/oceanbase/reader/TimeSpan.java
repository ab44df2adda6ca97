package io.tideline.connector.oceanbase.reader;

import java.time.Duration;

/**
 * The span that a TIME column has in the log: hours, minutes and seconds in 23 bits and a sign,
 * then the fraction of a second, all one big-endian number with half of its range added to it.
 */
final class TimeSpan {

  private static final int WHOLE_BYTES = 3;
  private static final int[] NANOS_PER_UNIT = {0, 10_000_000, 100_000, 1_000};

  private TimeSpan() {}

  /**
   * How many bytes a value has.
   *
   * @param digits of a second
   */
  static int length(int digits) {
    return WHOLE_BYTES + (digits + 1) / 2;
  }

  /**
   * @param bytes a value of a column, no more
   */
  static Duration of(byte[] bytes) {
    int fractionBytes = bytes.length - WHOLE_BYTES;
    int fractionBits = 8 * fractionBytes;
    long number = 0;
    for (byte next : bytes) {
      number = number << 8 | next & 0xff;
    }
    number -= 0x800000L << fractionBits;
    long size = Math.abs(number);
    int whole = (int) (size >> fractionBits);
    long fraction = size & (1L << fractionBits) - 1;
    long seconds = (whole >> 12 & 0x3ff) * 3_600L + (whole >> 6 & 0x3f) * 60L + (whole & 0x3f);
    Duration span = Duration.ofSeconds(seconds, fraction * NANOS_PER_UNIT[fractionBytes]);
    return number < 0 ? span.negated() : span;
  }
}
