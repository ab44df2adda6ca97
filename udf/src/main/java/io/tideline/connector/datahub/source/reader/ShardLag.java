package io.tideline.connector.datahub.source.reader;

import java.util.function.LongSupplier;

/**
 * How far the job is behind a shard. Written by the threads that fetch and emit, read by the
 * metrics. Plain logic.
 */
final class ShardLag {

  /** A shard that has not answered for so long may have anything. */
  static final long SILENCE_MS = 30_000;

  private static final long UNKNOWN = -1;

  private final LongSupplier clock;
  private volatile long next = UNKNOWN;
  private volatile long latest = UNKNOWN;
  private volatile long upTo = UNKNOWN;
  private volatile long answered;

  /**
   * @param clock in milliseconds since the epoch
   */
  ShardLag(LongSupplier clock) {
    this.clock = clock;
    this.answered = clock.getAsLong();
  }

  /** The shard answered with records, the first of which has this sequence and time. */
  void fetched(long sequence, long time, long latestSequence) {
    if (next == UNKNOWN) {
      next = sequence;
      upTo = time;
    }
    latest = latestSequence;
    answered = clock.getAsLong();
  }

  /** The shard answered that it has nothing new. */
  void answered() {
    answered = clock.getAsLong();
  }

  /** Everything up to this record has been emitted. */
  void emitted(long sequence, long time) {
    next = sequence + 1;
    upTo = Math.max(upTo, time);
  }

  /** Everything that the shard had at its last answer has been emitted. */
  void caughtUp() {
    latest = next - 1;
    upTo = answered;
  }

  /** Records that the shard holds and the job has not emitted. */
  long records() {
    return Math.max(0, latest + 1 - Math.max(0, next));
  }

  /**
   * Milliseconds by which the job is behind: 0 for a shard that has nothing more, else the age of
   * the last record emitted, or of the last moment at which there was nothing more.
   */
  long millis() {
    long now = clock.getAsLong();
    if (records() > 0) {
      return Math.max(0, now - upTo);
    }
    return now - answered > SILENCE_MS ? now - Math.max(upTo, answered) : 0;
  }
}
