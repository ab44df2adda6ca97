package io.tideline.connector.files.sink;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Counts rows and files, and measures how long a change took from its commit in the database to
 * here: of every row while they come slowly, of fewer the faster they come.
 */
final class WriterMetrics {

  private static final int WINDOW = 4096;

  /** At a million rows a second still 15,000 measurements in it. */
  private static final int MAX_STRIDE = 63;

  private final MetricGroup group;
  private final Counter rows;
  private final Counter bytes;
  private final Counter files;
  private final Counter room;
  private final Histogram latency;
  private long measuredAt;
  private int stride;
  private int rowsToGo;

  /**
   * @param rowCounter the counter's name
   */
  WriterMetrics(MetricGroup group, String rowCounter) {
    this.group = group;
    rows = group.counter(rowCounter);
    bytes = group.counter("bytesWritten");
    files = group.counter("filesWritten");
    room = group.counter("filesEndedForRoom");
    latency = group.histogram("reachedSinkLatencyMs", new DescriptiveStatisticsHistogram(WINDOW));
  }

  /**
   * @param openFiles how many there are now
   */
  void watch(IntSupplier openFiles) {
    group.<Integer, Gauge<Integer>>gauge("filesOpen", openFiles::getAsInt);
  }

  void written(long eventTime) {
    rows.inc();
    if (eventTime != FileCommittable.NO_TIME && --rowsToGo < 0) {
      measure(eventTime, System.currentTimeMillis());
    }
  }

  private void measure(long eventTime, long now) {
    latency.update(now - eventTime);
    stride = now == measuredAt ? Math.min(MAX_STRIDE, 2 * stride + 1) : stride / 2;
    measuredAt = now;
    rowsToGo = stride;
  }

  void finished(FileCommittable file) {
    files.inc();
    bytes.inc(file.length());
  }

  /** A file was ended because another partition needed its place. */
  void madeRoom() {
    room.inc();
  }
}
