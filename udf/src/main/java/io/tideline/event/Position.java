package io.tideline.event;

import java.nio.charset.StandardCharsets;

/**
 * Where in the database's log a change stands: log epoch, file number, offset in the file, row in
 * the event, and the half of a key-changing update.
 *
 * <p>The text form is of fixed width, so it sorts as text as the positions compare: {@code
 * 0001-00000003-000000001904-0000002-0}. Offsets up to 999,999,999,999 and rows up to 4,194,303
 * fit; a log event is far smaller than either.
 *
 * <p>Packed into two longs for keyed state: {@link #high()} holds epoch and file, {@link #low()}
 * offset, row and half.
 */
public final class Position implements Comparable<Position> {

  /** The two events of an update that changes the key; every other change is {@link #WHOLE}. */
  public static final int WHOLE = 0;

  /** The DELETE of the old key. It sorts before {@link #NEW_KEY}: cause before effect. */
  public static final int OLD_KEY = 1;

  /** The INSERT of the new key. */
  public static final int NEW_KEY = 2;

  private static final int MAX_EPOCH = 9_999;
  private static final int MAX_FILE = 99_999_999;
  private static final long MAX_OFFSET = 999_999_999_999L; // needs 40 bits
  private static final int MAX_ROW = (1 << 22) - 1;
  private static final int LENGTH = 4 + 1 + 8 + 1 + 12 + 1 + 7 + 1 + 1;

  private final long high;
  private final long low;

  private Position(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /**
   * @throws IllegalArgumentException when a part does not fit the text form
   */
  public static Position of(int epoch, int file, long offset, int row, int half) {
    check("epoch", epoch, MAX_EPOCH);
    check("file", file, MAX_FILE);
    check("offset", offset, MAX_OFFSET);
    check("row", row, MAX_ROW);
    check("half", half, NEW_KEY);
    return new Position(((long) epoch << 32) | file, (offset << 24) | ((long) row << 2) | half);
  }

  /** The inverse of {@link #high()} and {@link #low()}. */
  public static Position ofPacked(long high, long low) {
    return new Position(high, low);
  }

  /**
   * @throws IllegalArgumentException when the text is not what {@link #toString()} writes
   */
  public static Position parse(String text) {
    if (text.length() != LENGTH
        || text.charAt(4) != '-'
        || text.charAt(13) != '-'
        || text.charAt(26) != '-'
        || text.charAt(34) != '-') {
      throw malformed(text);
    }
    return of(
        (int) digits(text, 0, 4),
        (int) digits(text, 5, 13),
        digits(text, 14, 26),
        (int) digits(text, 27, 34),
        (int) digits(text, 35, 36));
  }

  /**
   * The same of a text in UTF-8.
   *
   * @throws IllegalArgumentException when the text is not what {@link #toString()} writes
   */
  public static Position parse(byte[] text, int from, int to) {
    if (to - from != LENGTH
        || text[from + 4] != '-'
        || text[from + 13] != '-'
        || text[from + 26] != '-'
        || text[from + 34] != '-') {
      throw malformed(new String(text, from, to - from, StandardCharsets.UTF_8));
    }
    return of(
        (int) digits(text, from, 0, 4),
        (int) digits(text, from, 5, 13),
        digits(text, from, 14, 26),
        (int) digits(text, from, 27, 34),
        (int) digits(text, from, 35, 36));
  }

  public int epoch() {
    return (int) (high >>> 32);
  }

  public int file() {
    return (int) high;
  }

  public long offset() {
    return low >>> 24;
  }

  public int row() {
    return (int) (low >>> 2) & MAX_ROW;
  }

  public int half() {
    return (int) low & 3;
  }

  /**
   * Where the other event of a key-changing update stands: the two name each other by it, and by
   * the event id that is made of it.
   *
   * @throws IllegalStateException when this is no half
   */
  public Position otherHalf() {
    if (half() == WHOLE) {
      throw new IllegalStateException(this + " is the position of a whole change");
    }
    return of(epoch(), file(), offset(), row(), half() == OLD_KEY ? NEW_KEY : OLD_KEY);
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  @Override
  public int compareTo(Position other) {
    int byFile = Long.compare(high, other.high);
    return byFile != 0 ? byFile : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position
        && ((Position) other).high == high
        && ((Position) other).low == low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high * 31 + low);
  }

  @Override
  public String toString() {
    char[] text = new char[LENGTH];
    write(text, 0, 4, epoch());
    text[4] = '-';
    write(text, 5, 13, file());
    text[13] = '-';
    write(text, 14, 26, offset());
    text[26] = '-';
    write(text, 27, 34, row());
    text[34] = '-';
    write(text, 35, 36, half());
    return new String(text);
  }

  private static void write(char[] text, int from, int to, long value) {
    for (int i = to - 1; i >= from; i--) {
      text[i] = (char) ('0' + value % 10);
      value /= 10;
    }
  }

  private static long digits(String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw malformed(text);
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static long digits(byte[] text, int start, int from, int to) {
    long value = 0;
    for (int i = start + from; i < start + to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        throw malformed(new String(text, start, LENGTH, StandardCharsets.UTF_8));
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a position; one looks like 0001-00000003-000000001904-0000002-0");
  }

  private static void check(String part, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(
          "the " + part + " of a position is 0 to " + max + ", not " + value);
    }
  }
}
