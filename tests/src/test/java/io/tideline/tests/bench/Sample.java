package io.tideline.tests.bench;

/** What one measurement saw: records in a time, and the processor time that they took. */
record Sample(long records, long nanos, long clientNanos, long serverNanos) {

  /** Records in a second. */
  double rate() {
    return records * 1e9 / nanos;
  }

  /** Records in a second of one core that this process has for itself. */
  double ratePerCore() {
    return records * 1e9 / clientNanos;
  }

  /** Cores that this process kept busy. */
  double clientCores() {
    return (double) clientNanos / nanos;
  }

  double serverCores() {
    return (double) serverNanos / nanos;
  }
}
