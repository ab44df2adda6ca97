package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.Shard;
import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.table.data.RowData;

/** Brings a row to the only writer of its shard. The row is the key, so nothing is boxed. */
final class ShardPartitioner implements Partitioner<RowData> {

  private static final long serialVersionUID = 1L;

  @Override
  public int partition(RowData row, int writers) {
    return Shard.ownerOf(((RoutedRow) row).shard(), writers);
  }
}
