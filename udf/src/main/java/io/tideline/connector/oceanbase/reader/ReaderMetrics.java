package io.tideline.connector.oceanbase.reader;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a reader of the database counts:
 *
 * <ul>
 *   <li>{@code reconnects}: connections to the log that were made anew
 *   <li>{@code logGaps}: how often it went on with changes missing, see 'log-lost'
 *   <li>{@code chunksReadAgain}: chunks of a snapshot that was interrupted
 *   <li>{@code logEpoch}, {@code logFile}, {@code logOffset}: the position reached
 * </ul>
 */
public final class ReaderMetrics {

  /** Counted by the thread that reads the log, read by others. */
  private final AtomicLong reconnects = new AtomicLong();

  private final Counter gaps;
  private final Counter readAgain;

  private volatile int epoch;
  private volatile int file;
  private volatile long offset;

  public ReaderMetrics(MetricGroup group) {
    group.gauge("reconnects", (Gauge<Long>) reconnects::get);
    this.gaps = group.counter("logGaps");
    this.readAgain = group.counter("chunksReadAgain");
    group.gauge("logEpoch", (Gauge<Integer>) () -> epoch);
    group.gauge("logFile", (Gauge<Integer>) () -> file);
    group.gauge("logOffset", (Gauge<Long>) () -> offset);
  }

  void reconnected() {
    reconnects.incrementAndGet();
  }

  void gap() {
    gaps.inc();
  }

  void readAgain() {
    readAgain.inc();
  }

  /** Called by one thread. */
  public void reached(int epoch, int file, long offset) {
    this.epoch = epoch;
    this.file = file;
    this.offset = offset;
  }
}
