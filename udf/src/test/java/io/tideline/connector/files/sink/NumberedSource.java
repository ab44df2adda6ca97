package io.tideline.connector.files.sink;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.table.data.RowData;

/**
 * A stream of items that a test asks for one after the other, each with its number from 0 on; a
 * start goes on with the number that its point has.
 */
abstract class NumberedSource implements SourceFunction<RowData>, CheckpointedFunction {

  private static final long serialVersionUID = 1L;
  private static final int PAUSE_MILLIS = 10;

  private volatile boolean running = true;
  private long next;
  private transient ListState<Long> state;

  /**
   * Sends the item of that number, on the checkpoint's lock.
   *
   * @return false when the test has not asked for it yet
   */
  abstract boolean send(long number, SourceContext<RowData> context);

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context.getOperatorStateStore().getListState(new ListStateDescriptor<>("next", Types.LONG));
    for (Long restored : state.get()) {
      next = restored;
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(List.of(next));
  }

  @Override
  public void run(SourceContext<RowData> context) throws Exception {
    while (running) {
      boolean sent;
      synchronized (context.getCheckpointLock()) {
        sent = send(next, context);
        if (sent) {
          next++;
        }
      }
      if (!sent) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  @Override
  public void cancel() {
    running = false;
  }
}
