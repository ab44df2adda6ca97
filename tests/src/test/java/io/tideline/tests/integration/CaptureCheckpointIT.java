package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.connector.testutils.source.reader.TestingSplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

/**
 * A checkpoint while tables are still divided into chunks: all that is not read yet is in it, as a
 * chunk or as something to be divided, so that a start from it reads every row.
 */
class CaptureCheckpointIT extends CaptureTest {

  private static final int CHUNK = 2;

  /** Each chunk is found by a query of its own, a checkpoint waits for the one that runs. */
  @Test
  void aTableWithTextsAsKeysIsWholeInEachCheckpoint() throws Exception {
    DATABASE.execute("CREATE TABLE drafts (code VARCHAR(20) PRIMARY KEY)");
    DATABASE.execute("INSERT INTO drafts SELECT LPAD(seq, 8, '0') FROM seq_1_to_1000");
    assertThat(checkpointsWhileDividing("drafts")).isGreaterThan(1);
  }

  /**
   * All chunks of a table are found at once and put down one by one; a checkpoint waits for all.
   */
  @Test
  void aTableWithNumbersAsKeysIsWholeInEachCheckpoint() throws Exception {
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders SELECT seq FROM seq_1_to_40000");
    checkpointsWhileDividing("orders");
  }

  /**
   * @return how many checkpoints there were, each of which was looked at
   */
  private int checkpointsWhileDividing(String table) throws Exception {
    // Upstream makes larger chunks of a table that the database takes for a smaller one.
    DATABASE.execute("ANALYZE TABLE " + table);
    options.put("scan.incremental.snapshot.chunk.size", Integer.toString(CHUNK));
    Source<?, MySqlSplit, PendingSplitsState> source = CaptureJob.source(options);
    int checkpoints = 0;
    try (SplitEnumerator<MySqlSplit, PendingSplitsState> enumerator =
        source.createEnumerator(new Context())) {
      enumerator.start();
      SnapshotPendingSplitsState state;
      do {
        checkpoints++;
        state =
            written(
                enumerator.snapshotState(checkpoints), source.getEnumeratorCheckpointSerializer());
        assertIsWhole(table, state, checkpoints);
      } while (isDividing(state));
      assertThat(state.getRemainingSplits()).hasSizeGreaterThan(100);
    }
    return checkpoints;
  }

  /** Nobody asks for chunks, and nobody has to know that a snapshot is read. */
  private static final class Context extends TestingSplitEnumeratorContext<MySqlSplit> {

    Context() {
      super(1);
    }

    @Override
    public void setIsProcessingBacklog(boolean backlog) {}
  }

  private static boolean isDividing(SnapshotPendingSplitsState state) {
    return !state.getRemainingTables().isEmpty()
        || state.getChunkSplitterState().getCurrentSplittingTableId() != null;
  }

  /** As a checkpoint keeps it. */
  private static SnapshotPendingSplitsState written(
      PendingSplitsState state, SimpleVersionedSerializer<PendingSplitsState> serializer)
      throws Exception {
    PendingSplitsState read =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(state));
    return ((HybridPendingSplitsState) read).getSnapshotPendingSplits();
  }

  /** Chunks lead from the first key to the last one, or to where dividing goes on. */
  private void assertIsWhole(String table, SnapshotPendingSplitsState state, int checkpoint) {
    Map<Object, Object> ends = new HashMap<>();
    Stream.concat(state.getRemainingSplits().stream(), state.getAssignedSplits().values().stream())
        .forEach(
            chunk ->
                assertThat(ends.put(bound(chunk.getSplitStart()), bound(chunk.getSplitEnd())))
                    .as("another chunk that begins as %s", chunk)
                    .isNull());
    boolean waits = state.getRemainingTables().stream().anyMatch(id -> id.table().equals(table));
    ChunkSplitterState splitter = state.getChunkSplitterState();
    String where = String.format("%s in checkpoint %d", table, checkpoint);
    if (ends.isEmpty()) {
      assertThat(waits).as("%s is still to be divided", where).isTrue();
      return;
    }
    Object end = null;
    int chunks = 0;
    while (ends.containsKey(end)) {
      end = ends.get(end);
      chunks++;
      if (end == null) {
        break;
      }
    }
    assertThat(chunks).as("chunks of %s without a gap up to %s", where, end).isEqualTo(ends.size());
    if (end == null) {
      assertThat(isDividing(state)).as("%s is divided", where).isFalse();
    } else {
      assertThat(waits).as("%s is still to be divided", where).isTrue();
      assertThat(splitter.getCurrentSplittingTableId()).as(where).isNotNull();
      assertThat(splitter.getNextChunkStart().getValue()).as(where).isEqualTo(end);
    }
  }

  private static Object bound(Object[] key) {
    return key == null ? null : key[0];
  }
}
