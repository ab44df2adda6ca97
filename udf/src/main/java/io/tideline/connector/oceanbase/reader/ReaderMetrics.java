package io.tideline.connector.oceanbase.reader;

import io.tideline.connector.oceanbase.log.LogExtent;
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
 *   <li>{@code logBytesBehind}: from there to the end of the log, as last asked for; -1 when that
 *       is not known
 *   <li>{@code logSecondsBehind}: how old the change is that was last read, by the two clocks; 0 at
 *       the end of the log, -1 when that is not known
 * </ul>
 */
public final class ReaderMetrics {

  private static final long UNKNOWN = -1;

  /** Counted by the thread that reads the log, read by others. */
  private final AtomicLong reconnects = new AtomicLong();

  private final Counter gaps;
  private final Counter readAgain;

  private volatile int epoch;
  private volatile int file;
  private volatile long offset;
  private volatile long changed;
  private volatile LogExtent log;

  public ReaderMetrics(MetricGroup group) {
    group.gauge("reconnects", (Gauge<Long>) reconnects::get);
    this.gaps = group.counter("logGaps");
    this.readAgain = group.counter("chunksReadAgain");
    group.gauge("logEpoch", (Gauge<Integer>) () -> epoch);
    group.gauge("logFile", (Gauge<Integer>) () -> file);
    group.gauge("logOffset", (Gauge<Long>) () -> offset);
    group.gauge("logBytesBehind", (Gauge<Long>) this::bytesBehind);
    group.gauge("logSecondsBehind", (Gauge<Long>) this::secondsBehind);
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

  /** The log's end by now; null when it is not known. */
  void grown(LogExtent log) {
    this.log = log;
  }

  /** A change of the log was read that was made at this time, in milliseconds. */
  void changeRead(long time) {
    changed = time;
  }

  /** The number of the file that is read. */
  int file() {
    return file;
  }

  private long bytesBehind() {
    LogExtent extent = log;
    return extent == null || file == 0 ? UNKNOWN : extent.bytesBehind(file, offset);
  }

  private long secondsBehind() {
    long bytes = bytesBehind();
    if (bytes <= 0) {
      return bytes;
    }
    long time = changed;
    return time == 0 ? UNKNOWN : Math.max(0, (System.currentTimeMillis() - time) / 1_000);
  }

  /** Called by one thread. */
  public void reached(int epoch, int file, long offset) {
    this.epoch = epoch;
    this.file = file;
    this.offset = offset;
  }
}
