package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.Shard;
import org.apache.flink.api.common.functions.Partitioner;

/** Brings a row to the only writer of its shard. The row is the key, so nothing is boxed. */
final class ShardPartitioner implements Partitioner<RoutedRow> {

  private static final long serialVersionUID = 1L;

  @Override
  public int partition(RoutedRow row, int writers) {
    return Shard.ownerOf(row.shard(), writers);
  }
}
