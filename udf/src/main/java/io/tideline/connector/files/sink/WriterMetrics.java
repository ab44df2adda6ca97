package io.tideline.connector.files.sink;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Counts rows, and measures how long a change took from its commit in the database to here. */
final class WriterMetrics {

  private static final int WINDOW = 4096;

  private final Counter rows;
  private final Histogram latency;

  /**
   * @param rowCounter the counter's name
   */
  WriterMetrics(MetricGroup group, String rowCounter) {
    rows = group.counter(rowCounter);
    latency = group.histogram("reachedSinkLatencyMs", new DescriptiveStatisticsHistogram(WINDOW));
  }

  void written(long eventTime) {
    rows.inc();
    if (eventTime != FileCommittable.NO_TIME) {
      latency.update(System.currentTimeMillis() - eventTime);
    }
  }
}
