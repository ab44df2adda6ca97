package io.tideline.connector.oceanbase;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Upstream's enumerator, which looks at the database before it starts and tells how far a snapshot
 * has come: {@code snapshotChunksDone} of {@code snapshotChunks}, with {@code
 * snapshotTablesWaiting} that are not in chunks yet, all as of the last checkpoint.
 */
final class CaptureEnumerator implements SplitEnumerator<MySqlSplit, PendingSplitsState> {

  private final SplitEnumerator<MySqlSplit, PendingSplitsState> upstream;
  private final Runnable check;
  private final Assignments assignments;
  private final SplitterState state;

  private volatile int chunks;
  private volatile int chunksDone;
  private volatile int tablesWaiting;

  /**
   * @param check called before the start; what it throws fails the job
   */
  CaptureEnumerator(
      SplitEnumerator<MySqlSplit, PendingSplitsState> upstream,
      Runnable check,
      Assignments assignments) {
    this.upstream = upstream;
    this.check = check;
    this.assignments = assignments;
    this.state = new SplitterState(upstream);
    MetricGroup metrics = assignments.metricGroup();
    metrics.gauge("snapshotChunks", (Gauge<Integer>) () -> chunks);
    metrics.gauge("snapshotChunksDone", (Gauge<Integer>) () -> chunksDone);
    metrics.gauge("snapshotTablesWaiting", (Gauge<Integer>) () -> tablesWaiting);
  }

  @Override
  public void start() {
    check.run();
    upstream.start();
  }

  @Override
  public PendingSplitsState snapshotState(long checkpoint) throws Exception {
    PendingSplitsState whole = state.snapshot(checkpoint);
    if (whole instanceof HybridPendingSplitsState) {
      look(((HybridPendingSplitsState) whole).getSnapshotPendingSplits());
    } else if (whole instanceof SnapshotPendingSplitsState) {
      look((SnapshotPendingSplitsState) whole);
    }
    return whole;
  }

  private void look(SnapshotPendingSplitsState state) {
    chunks = state.getAssignedSplits().size() + state.getRemainingSplits().size();
    chunksDone = state.getSplitFinishedOffsets().size();
    tablesWaiting = state.getRemainingTables().size();
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    upstream.handleSplitRequest(subtask, host);
  }

  @Override
  public void addSplitsBack(List<MySqlSplit> splits, int subtask) {
    assignments.giveBack(splits);
    upstream.addSplitsBack(splits, subtask);
  }

  @Override
  public void addReader(int subtask) {
    upstream.addReader(subtask);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    upstream.handleSourceEvent(subtask, event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    upstream.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void close() throws IOException {
    upstream.close();
  }
}
