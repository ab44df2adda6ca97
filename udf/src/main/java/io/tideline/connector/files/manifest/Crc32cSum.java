package io.tideline.connector.files.manifest;

import java.util.zip.CRC32C;

/**
 * The CRC-32C of a file that is written in several lives: Java's own cannot go on from a value, so
 * that what was written before is joined with what was written since.
 */
public final class Crc32cSum {

  /** Stands for a sum of bytes of which some are not known. */
  public static final long UNKNOWN = -1;

  /** The polynomial, its bits in the order of CRC-32C. */
  private static final int POLYNOMIAL = 0x82F63B78;

  private final CRC32C since = new CRC32C();
  private long before;
  private long length;

  /**
   * Goes on from what was written before.
   *
   * @param sum of it, or {@link #UNKNOWN}
   */
  public void resume(long sum) {
    since.reset();
    before = sum;
    length = 0;
  }

  public void update(byte[] bytes, int offset, int count) {
    since.update(bytes, offset, count);
    length += count;
  }

  /** An unsigned 32-bit number, or {@link #UNKNOWN}. */
  public long value() {
    return before == UNKNOWN ? UNKNOWN : joined(before, since.getValue(), length);
  }

  /** The sum of two pieces, one behind the other: the first one's moved on by the second's bits. */
  static long joined(long first, long second, long lengthOfSecond) {
    int sum = (int) first;
    int[] step = oneZeroByte();
    for (long left = lengthOfSecond; left != 0 && sum != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        sum = times(step, sum);
      }
      step = squared(step);
    }
    return (sum ^ (int) second) & 0xFFFF_FFFFL;
  }

  /** What a byte of zeros does to a sum, as a matrix: each bit's effect. */
  private static int[] oneZeroByte() {
    int[] bit = new int[Integer.SIZE];
    bit[0] = POLYNOMIAL;
    for (int i = 1; i < Integer.SIZE; i++) {
      bit[i] = 1 << (i - 1);
    }
    return squared(squared(squared(bit)));
  }

  private static int[] squared(int[] matrix) {
    int[] square = new int[Integer.SIZE];
    for (int i = 0; i < Integer.SIZE; i++) {
      square[i] = times(matrix, matrix[i]);
    }
    return square;
  }

  private static int times(int[] matrix, int vector) {
    int sum = 0;
    for (int i = 0; i < Integer.SIZE; i++) {
      if ((vector >>> i & 1) != 0) {
        sum ^= matrix[i];
      }
    }
    return sum;
  }
}
