package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.RetrySettings;
import io.tideline.connector.datahub.client.Shard;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names the shard of each row, before the exchange that brings it to the shard's only writer. */
final class ShardRouter extends ProcessFunction<RowData, Tuple2<String, RowData>>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ShardRouter.class);

  private final DataHubConnection connection;
  private final DataHubClient.Factory clients;
  private final RetrySettings retry;
  private final RowKey key;
  private final BroadcastRows broadcast;

  private transient ShardTable table;
  private transient ListState<String> slots;
  private transient int turn;

  ShardRouter(
      DataHubConnection connection,
      DataHubClient.Factory clients,
      RetrySettings retry,
      RowKey key,
      BroadcastRows broadcast) {
    this.connection = connection;
    this.clients = clients;
    this.retry = retry;
    this.key = key;
    this.broadcast = broadcast;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    slots =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("slots", Types.STRING));
    List<Shard> shards;
    try (DataHubClient client = clients.open(connection)) {
      shards =
          retry.call(client::shards, fault -> LOG.warn("Will ask again: {}", fault.getMessage()));
    }
    List<String> restored = new ArrayList<>();
    if (context.isRestored()) {
      slots.get().forEach(restored::add);
    }
    table = restored.isEmpty() ? ShardTable.first(shards) : ShardTable.restored(restored, shards);
    if (!restored.isEmpty() && !restored.equals(table.slots())) {
      LOG.warn("Shards were split or merged: {} became {}", restored, table.slots());
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    slots.clear();
    // The state is a union of all subtasks' lists; each has the same table, so one writes it.
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      slots.addAll(table.slots());
    }
  }

  @Override
  public void processElement(RowData row, Context context, Collector<Tuple2<String, RowData>> out) {
    if (broadcast.matches(row)) {
      for (String shard : table.every()) {
        out.collect(Tuple2.of(shard, row));
      }
    } else {
      out.collect(Tuple2.of(table.shardOf(key.isEmpty() ? turn++ : key.hash(row)), row));
    }
  }
}
