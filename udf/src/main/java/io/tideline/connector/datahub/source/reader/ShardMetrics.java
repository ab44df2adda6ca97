package io.tideline.connector.datahub.source.reader;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/** The metrics of one shard: {@code shard.<id>.…}, as long as it is read. */
final class ShardMetrics implements AutoCloseable {

  private final ShardLag lag = new ShardLag(System::currentTimeMillis);
  private final MetricGroup group;
  private volatile long committed = -1;

  ShardMetrics(MetricGroup reader, String shardId) {
    group = reader.addGroup("shard", shardId);
    group.gauge("lagRecords", (Gauge<Long>) lag::records);
    group.gauge("lagMillis", (Gauge<Long>) lag::millis);
    group.gauge("committedOffset", (Gauge<Long>) () -> committed);
  }

  ShardLag lag() {
    return lag;
  }

  void committed(long sequence) {
    committed = sequence;
  }

  /** Flink's public face has no way to take metrics away; all its groups can. */
  @Override
  public void close() {
    if (group instanceof AbstractMetricGroup) {
      ((AbstractMetricGroup<?>) group).close();
    }
  }
}
