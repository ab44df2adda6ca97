package io.tideline.connector.files.sink;

import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Counts what was made visible, and measures how long the file system took for it. */
final class CommitMetrics {

  private static final int WINDOW = 256;

  private final Counter bytes;
  private final Counter rows;
  private final Counter retries;
  private final Histogram time;

  CommitMetrics(MetricGroup group) {
    bytes = group.counter("bytesCommitted");
    rows = group.counter("rowsCommitted");
    retries = group.counter("commitRetries");
    time = group.histogram("commitTimeMs", new DescriptiveStatisticsHistogram(WINDOW));
  }

  void committed(FileCommittable file) {
    bytes.inc(file.length());
    rows.inc(file.rows());
  }

  void commitTook(long nanos) {
    time.update(TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  Counter retries() {
    return retries;
  }
}
