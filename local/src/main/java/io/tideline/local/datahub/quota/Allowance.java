package io.tideline.local.datahub.quota;

/**
 * So much a second, saved up for at most one second. Something larger than what is left passes
 * while anything is left, and is worked off afterwards: so nothing is too large for ever.
 */
final class Allowance {
  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private double left;
  private long updated;

  /**
   * @param perSecond 0 for no limit
   */
  Allowance(int perSecond, long nanos) {
    this.perSecond = perSecond;
    this.left = perSecond;
    this.updated = nanos;
  }

  /** Whether anything is left at this time. */
  boolean isLeft(long nanos) {
    if (perSecond == 0) {
      return true;
    }
    left = Math.min(perSecond, left + (nanos - updated) / NANOS_PER_SECOND * perSecond);
    updated = nanos;
    // One request needs a whole one, also when the last was a moment ago.
    return left >= 1;
  }

  void take(long count) {
    left -= count;
  }
}
