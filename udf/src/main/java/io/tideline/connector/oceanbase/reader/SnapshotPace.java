package io.tideline.connector.oceanbase.reader;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Holds a snapshot to a number of rows a second, on the average: after a chunk the next one is not
 * begun before the rows of that one are allowed. Rows are not held up one by one: the database
 * sends a chunk at once, so that no query is left open.
 */
final class SnapshotPace {

  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int rowsPerSecond;
  private final LongSupplier clock;

  private long begun;
  private long rows;
  private boolean woken;

  /**
   * @param rowsPerSecond may be {@link ReaderOptions#UNLIMITED}
   * @param clock nanoseconds since any time
   */
  SnapshotPace(int rowsPerSecond, LongSupplier clock) {
    this.rowsPerSecond = rowsPerSecond;
    this.clock = clock;
  }

  /** A chunk is begun. */
  synchronized void begin() {
    begun = clock.getAsLong();
    rows = 0;
  }

  /** So many rows of the chunk that was begun are read. */
  synchronized void read(int count) {
    rows += count;
  }

  /** How long the next chunk has to wait from now on, in nanoseconds; 0 for not at all. */
  synchronized long ahead() {
    if (rowsPerSecond == ReaderOptions.UNLIMITED || rows == 0) {
      return 0;
    }
    long allowed = (long) ((double) rows / rowsPerSecond * NANOS_PER_SECOND);
    return Math.max(0, begun + allowed - clock.getAsLong());
  }

  /**
   * Waits until the next chunk may be begun, or {@link #wakeUp} is called.
   *
   * @return whether it may
   */
  synchronized boolean await() throws InterruptedException {
    for (long ahead = ahead(); ahead > 0 && !woken; ahead = ahead()) {
      TimeUnit.NANOSECONDS.timedWait(this, ahead);
    }
    woken = false;
    return ahead() == 0;
  }

  /** The reader has something else to do. */
  synchronized void wakeUp() {
    woken = true;
    notifyAll();
  }
}
