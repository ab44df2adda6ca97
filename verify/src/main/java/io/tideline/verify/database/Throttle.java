package io.tideline.verify.database;

import java.time.Duration;

/** Keeps reading at a rate: after each query it waits until the rows so far were due. */
public final class Throttle {

  /** Sleeps; in tests it only notes for how long. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /** A pause does not make up for a longer time in which nothing was read. */
  private static final long MOST_CREDIT_NANOS = Duration.ofSeconds(1).toNanos();

  private final long rowsPerSecond;
  private final Pause pause;
  private long due;
  private boolean started;

  /**
   * @param rowsPerSecond 0 for as fast as it goes
   */
  public Throttle(long rowsPerSecond) {
    this(rowsPerSecond, time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000));
  }

  Throttle(long rowsPerSecond, Pause pause) {
    this.rowsPerSecond = rowsPerSecond;
    this.pause = pause;
  }

  public void read(long rows) throws InterruptedException {
    read(rows, System.nanoTime());
  }

  void read(long rows, long now) throws InterruptedException {
    if (rowsPerSecond == 0) {
      return;
    }
    due = started ? Math.max(due, now - MOST_CREDIT_NANOS) : now;
    started = true;
    due += Math.round(1e9 * rows / rowsPerSecond);
    if (due > now) {
      pause.sleep(Duration.ofNanos(due - now));
    }
  }
}
