package io.tideline.connector.oceanbase;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.cdc.connectors.mysql.source.assigners.MySqlHybridSplitAssigner;
import org.apache.flink.cdc.connectors.mysql.source.assigners.MySqlSnapshotSplitAssigner;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;

/**
 * The state of upstream's enumerator as it is at one moment.
 *
 * <p>A thread of upstream's divides the tables into chunks, and what upstream gives as its state
 * are the collections that this thread puts them in, without a copy. They are written one after the
 * other, so a chunk that the thread has just made, or a whole table, can be in none of them:
 * neither with the chunks, which were written before, nor with what is still to be divided. A start
 * from that checkpoint does not read it, and its rows are lost. The thread holds a lock in each of
 * its steps; a state that is copied under it is whole. The lock is not to be had but by reflection.
 */
final class SplitterState {

  private final SplitEnumerator<MySqlSplit, PendingSplitsState> upstream;
  private final Object lock;

  /**
   * @throws IllegalStateException when it is not the enumerator that this class was written for
   */
  SplitterState(SplitEnumerator<MySqlSplit, PendingSplitsState> upstream) {
    this.upstream = upstream;
    Object assigner = field(upstream, "splitAssigner");
    if (assigner instanceof MySqlHybridSplitAssigner) {
      assigner = field(assigner, "snapshotSplitAssigner");
    }
    // One that reads the log only divides nothing.
    this.lock =
        assigner instanceof MySqlSnapshotSplitAssigner ? field(assigner, "lock") : new Object();
  }

  private static Object field(Object owner, String name) {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          String.format(
              "%s has no field '%s', without which a snapshot cannot be kept in a checkpoint;"
                  + " flink-sql-connector-mysql-cdc has to be of version 3.5",
              owner.getClass().getName(), name),
          e);
    }
  }

  /** Nothing of it changes any more. */
  PendingSplitsState snapshot(long checkpoint) throws Exception {
    synchronized (lock) {
      PendingSplitsState state = upstream.snapshotState(checkpoint);
      if (state instanceof HybridPendingSplitsState) {
        HybridPendingSplitsState hybrid = (HybridPendingSplitsState) state;
        return new HybridPendingSplitsState(
            copy(hybrid.getSnapshotPendingSplits()), hybrid.isBinlogSplitAssigned());
      }
      return state instanceof SnapshotPendingSplitsState
          ? copy((SnapshotPendingSplitsState) state)
          : state;
    }
  }

  private static SnapshotPendingSplitsState copy(SnapshotPendingSplitsState state) {
    return new SnapshotPendingSplitsState(
        new ArrayList<>(state.getAlreadyProcessedTables()),
        new ArrayList<>(state.getRemainingSplits()),
        new LinkedHashMap<>(state.getAssignedSplits()),
        new HashMap<>(state.getTableSchemas()),
        new HashMap<>(state.getSplitFinishedOffsets()),
        state.getSnapshotAssignerStatus(),
        new ArrayList<>(state.getRemainingTables()),
        state.isTableIdCaseSensitive(),
        state.isRemainingTablesCheckpointed(),
        state.getChunkSplitterState());
  }
}
