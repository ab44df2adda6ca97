package io.tideline.connector.changes.count;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Provenance;
import io.tideline.connector.changes.raw.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Marks each event with its {@link Turn}. Chained to the source, as only there the records of a
 * shard are still in their order; the gate behind decides what follows from it.
 *
 * <p>Its state follows the shards, which a restart may give to other subtasks: each subtask is
 * given the counts of all shards, and goes on with those that it comes to read. A count may then be
 * in a checkpoint twice, by the subtask that reads the shard and, lest it be lost before one does,
 * by the one that keeps it; the newer one counts. A partitioning by shard would need no such thing,
 * but each event would go over the network once more.
 */
public final class CountOperator extends AbstractStreamOperator<ChangeEvent>
    implements OneInputStreamOperator<ChangeEvent, ChangeEvent> {

  private static final long serialVersionUID = 1L;

  private final Map<String, ShardCount> restored = new HashMap<>();
  private final Map<String, ShardCount> counts = new HashMap<>();

  private transient ListState<ShardCount> state;
  private transient ShardCount last;

  public CountOperator() {
    chainingStrategy = ChainingStrategy.ALWAYS;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("shard-counts", ShardCountSerializer.INSTANCE));
    for (ShardCount count : state.get()) {
      restored.merge(
          count.shard(), count, (one, other) -> one.records() < other.records() ? other : one);
    }
    restored.replaceAll((shard, count) -> count.copy());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<ShardCount> snapshot = new ArrayList<>();
    for (ShardCount count : counts.values()) {
      snapshot.add(count.copy());
    }
    for (ShardCount count : restored.values()) {
      if (keeps(count.shard())) {
        snapshot.add(count);
      }
    }
    state.update(snapshot);
  }

  @Override
  public void processElement(StreamRecord<ChangeEvent> element) {
    ChangeEvent event = element.getValue();
    Provenance provenance = event.provenance();
    if (provenance.isStamped()) {
      ShardCount count = count(provenance.shard());
      Turn turn = count.count(provenance.run(), provenance.seq());
      if (turn != Turn.EXPECTED) {
        element.replace(event.counted(turn, count.due()));
      }
    }
    output.collect(element);
  }

  private ShardCount count(String shard) {
    if (last == null || !last.shard().equals(shard)) {
      last = counts.computeIfAbsent(shard, this::begin);
    }
    return last;
  }

  private ShardCount begin(String shard) {
    ShardCount count = restored.remove(shard);
    return count == null ? new ShardCount(shard) : count;
  }

  private boolean keeps(String shard) {
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    return Math.floorMod(shard.hashCode(), subtasks)
        == getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }
}
