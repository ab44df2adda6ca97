package io.tideline.verify.range;

import java.math.BigInteger;

/**
 * What one side has in a range: how many rows, and the XOR of their digests' halves. Keys are
 * unique, so no row cancels another.
 *
 * @param least of the key's first column; null without rows
 * @param greatest likewise
 */
public record RangeSum(
    long rows, BigInteger least, BigInteger greatest, BigInteger high, BigInteger low) {

  /** Whether both sides have the same rows, but for the chance that two digests of MD5 agree. */
  public boolean agrees(RangeSum other) {
    return rows == other.rows && high.equals(other.high) && low.equals(other.low);
  }

  static BigInteger least(RangeSum a, RangeSum b) {
    return a.least == null ? b.least : b.least == null ? a.least : a.least.min(b.least);
  }

  static BigInteger greatest(RangeSum a, RangeSum b) {
    return a.greatest == null
        ? b.greatest
        : b.greatest == null ? a.greatest : a.greatest.max(b.greatest);
  }
}
