package io.tideline.connector.oceanbase;

import io.tideline.connector.oceanbase.reader.ChunkAgain;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/**
 * What upstream's enumerator assigns, completed by what its readers need to know.
 *
 * <p>The log, when it is assigned for the first time, gets the columns that the tables had when
 * their snapshot was begun. Upstream leaves them out, and its reader takes those that the tables
 * have by then: after a table was altered in between it cannot read the rows before, fails, and
 * does so again after every restart.
 *
 * <p>Of a chunk that may have been read before its reader is told.
 */
final class Assignments implements SplitEnumeratorContext<MySqlSplit> {

  /** Of a snapshot that is asked for its content only. */
  private static final long NO_CHECKPOINT = -1;

  private final SplitEnumeratorContext<MySqlSplit> context;
  private final boolean restored;
  private final Set<String> givenBack = new HashSet<>();
  private SplitEnumerator<MySqlSplit, PendingSplitsState> enumerator;

  /**
   * @param restored whether it is not the first run, so that any chunk may have been read before
   */
  Assignments(SplitEnumeratorContext<MySqlSplit> context, boolean restored) {
    this.context = context;
    this.restored = restored;
  }

  SplitEnumerator<MySqlSplit, PendingSplitsState> of(
      SplitEnumerator<MySqlSplit, PendingSplitsState> enumerator) {
    this.enumerator = enumerator;
    return enumerator;
  }

  @Override
  public void assignSplits(SplitsAssignment<MySqlSplit> assignment) {
    assignment
        .assignment()
        .forEach((reader, splits) -> splits.forEach(split -> assignSplit(split, reader)));
  }

  @Override
  public void assignSplit(MySqlSplit split, int reader) {
    if (split.isSnapshotSplit() && (givenBack.remove(split.splitId()) || restored)) {
      context.sendEventToSourceReader(reader, new ChunkAgain(split.splitId()));
    }
    context.assignSplit(
        split.isBinlogSplit() && split.getTableSchemas().isEmpty()
            ? withTables(split.asBinlogSplit())
            : split,
        reader);
  }

  /** A reader has failed with these; they are assigned again. */
  void giveBack(List<MySqlSplit> splits) {
    splits.stream()
        .filter(MySqlSplit::isSnapshotSplit)
        .forEach(chunk -> givenBack.add(chunk.splitId()));
  }

  private MySqlSplit withTables(MySqlBinlogSplit split) {
    PendingSplitsState state;
    try {
      state = enumerator.snapshotState(NO_CHECKPOINT);
    } catch (Exception e) {
      throw new IllegalStateException("the tables of the snapshot cannot be told", e);
    }
    return state instanceof HybridPendingSplitsState
        ? MySqlBinlogSplit.fillTableSchemas(
            split,
            new HashMap<>(
                ((HybridPendingSplitsState) state).getSnapshotPendingSplits().getTableSchemas()))
        : split;
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return context.metricGroup();
  }

  @Override
  public void sendEventToSourceReader(int reader, SourceEvent event) {
    context.sendEventToSourceReader(reader, event);
  }

  @Override
  public void sendEventToSourceReader(int reader, int attempt, SourceEvent event) {
    context.sendEventToSourceReader(reader, attempt, event);
  }

  @Override
  public int currentParallelism() {
    return context.currentParallelism();
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return context.registeredReaders();
  }

  @Override
  public Map<Integer, Map<Integer, ReaderInfo>> registeredReadersOfAttempts() {
    return context.registeredReadersOfAttempts();
  }

  @Override
  public void signalNoMoreSplits(int reader) {
    context.signalNoMoreSplits(reader);
  }

  @Override
  public <R> void callAsync(Callable<R> callable, BiConsumer<R, Throwable> handler) {
    context.callAsync(callable, handler);
  }

  @Override
  public <R> void callAsync(
      Callable<R> callable, BiConsumer<R, Throwable> handler, long initialDelay, long period) {
    context.callAsync(callable, handler, initialDelay, period);
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    context.runInCoordinatorThread(runnable);
  }

  @Override
  public void setIsProcessingBacklog(boolean backlog) {
    context.setIsProcessingBacklog(backlog);
  }
}
