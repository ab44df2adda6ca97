package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.sink.RoutedRow.Kind;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes each row and names its shard, as of its own start, before the exchange that brings it to
 * that shard's only writer. So a row is written once, in the form in which it travels to the topic,
 * and neither the exchange nor the writer looks at its values or keeps it. What becomes of the
 * shard later is the writer's business: a key's rows go on to the same writer.
 */
final class ShardRouter extends ProcessFunction<RowData, RowData> implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ShardRouter.class);
  private static final ShardTreeSerializer TREES = new ShardTreeSerializer();

  private final DataHubConnection connection;
  private final DataHubClient.Factory clients;
  private final SinkSettings settings;
  private final RecordEncoder encoder;
  private final RowKey key;
  private final BroadcastRows broadcast;

  private transient ListState<byte[]> state;
  private transient ShardTree tree;
  private transient ShardWatch watch;
  private transient RowEncoding encoding;
  private transient boolean announced;
  private transient int turn;
  private transient long broadcasts;

  ShardRouter(
      DataHubConnection connection,
      DataHubClient.Factory clients,
      SinkSettings settings,
      RecordEncoder encoder,
      RowRouting routing) {
    this.connection = connection;
    this.clients = clients;
    this.settings = settings;
    this.encoder = encoder;
    this.key = routing.key();
    this.broadcast = routing.broadcast();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "shards", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    DataHubClient client = clients.open(connection);
    RowEncoding.open(encoder, client, settings.retry(), connection);
    encoding = new RowEncoding(encoder, client.recordWriter());
    List<Shard> listing =
        settings
            .retry()
            .call(client::shards, fault -> LOG.warn("Will ask again: {}", fault.getMessage()));
    ShardTree restored = null;
    for (byte[] bytes : state.get()) {
      restored = SimpleVersionedSerialization.readVersionAndDeSerialize(TREES, bytes);
    }
    tree = restored == null ? ShardTree.first(listing) : restored.with(listing);
    if (restored != null && restored != tree) {
      LOG.info("Shards changed while the sink was down: {} became {}", restored, tree);
    }
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    // Copies of a broadcast row are known by a number that no other router gives.
    broadcasts = (long) subtask << 48;
    // The state is a union of all subtasks' lists, so one writes it.
    if (subtask == 0) {
      watch = new ShardWatch(client, tree, settings.discoveryInterval());
    } else {
      client.close();
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.clear();
    if (watch != null) {
      state.add(SimpleVersionedSerialization.writeVersionAndSerialize(TREES, watch.tree()));
    }
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }

  @Override
  public void processElement(RowData row, Context context, Collector<RowData> out)
      throws IOException {
    if (!announced) {
      announced = true;
      for (ShardTree.Node shard : tree.open()) {
        out.collect(RoutedRow.shards(shard.id(), tree));
      }
    }
    try {
      route(row, encoding.encode(row), out);
    } catch (RecordFault fault) {
      long shard = key.isEmpty() ? tree.open().get(0).id() : tree.home(key.hash(row)).id();
      out.collect(RoutedRow.refused(shard, row, fault.getMessage()));
    }
  }

  private void route(RowData row, OutgoingRecord record, Collector<RowData> out) {
    if (broadcast.matches(row)) {
      long number = broadcasts++;
      for (ShardTree.Node shard : tree.open()) {
        out.collect(RoutedRow.of(Kind.BROADCAST, shard.id(), number, record));
      }
    } else if (key.isEmpty()) {
      List<ShardTree.Node> open = tree.open();
      turn = turn + 1 < open.size() ? turn + 1 : 0;
      out.collect(RoutedRow.of(Kind.TURN, open.get(turn).id(), turn, record));
    } else {
      long hash = key.hash(row);
      out.collect(RoutedRow.of(Kind.KEYED, tree.home(hash).id(), hash, record));
    }
  }
}
