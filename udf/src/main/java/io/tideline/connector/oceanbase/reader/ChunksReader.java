package io.tideline.connector.oceanbase.reader;

import io.debezium.relational.TableId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.cdc.connectors.mysql.debezium.reader.SnapshotSplitReader;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlRecords;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSnapshotSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.SourceRecords;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the chunks of a snapshot, one after the other, with upstream's reader. */
final class ChunksReader {

  private static final Logger LOG = LoggerFactory.getLogger(ChunksReader.class);

  private static final Duration LONGEST_END = Duration.ofSeconds(30);
  private static final int LOOK_MILLIS = 5;

  private final MySqlSourceConfig config;
  private final int subtask;
  private final SnapshotPace pace;
  private final Deque<MySqlSnapshotSplit> waiting = new ArrayDeque<>();

  private ChunkContext context;
  private SnapshotSplitReader upstream;
  private MySqlSnapshotSplit chunk;
  private boolean gone;

  ChunksReader(MySqlSourceConfig config, int subtask, SnapshotPace pace) {
    this.config = config;
    this.subtask = subtask;
    this.pace = pace;
  }

  void add(MySqlSnapshotSplit chunk) {
    waiting.add(chunk);
  }

  /** Whether no chunk is waiting, nor one being read. */
  boolean isDone() {
    return chunk == null && waiting.isEmpty();
  }

  /** The rows of a chunk, or that it is finished, or nothing while the pace does not allow one. */
  MySqlRecords fetch() throws InterruptedException {
    if (chunk == null && !begin()) {
      return nothing();
    }
    Iterator<SourceRecords> records = gone ? null : poll();
    if (records != null && context.replacedBy() != null) {
      LOG.info(
          "Chunk {} is read once more: '{}' came while it was read",
          chunk.splitId(),
          context.replacedBy());
      counted(records);
      waiting.addFirst(chunk);
      chunk = null;
      end();
      return nothing();
    }
    if (records != null) {
      return MySqlRecords.forUnfinishedRecords(chunk.splitId(), counted(records));
    }
    MySqlRecords finished = MySqlRecords.forFinishedSplit(chunk.splitId());
    chunk = null;
    gone = false;
    end();
    return finished;
  }

  /**
   * Upstream's reader serves one chunk: the end of one in whose window something was written stops
   * it for good, and of the next such one it would never find the end. It is closed when its own
   * thread has ended; before, that may wait 5 s for the one that keeps the connection alive. What
   * is read of the log meanwhile is of no chunk, and taken away: where it waits for room, the
   * connection does not end.
   */
  private void end() throws InterruptedException {
    if (upstream == null) {
      return;
    }
    context.end();
    ExecutorService thread = upstream.getExecutorService();
    thread.shutdown();
    long deadline = System.nanoTime() + LONGEST_END.toNanos();
    while (!thread.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      context.getQueue().poll();
      if (System.nanoTime() > deadline) {
        LOG.warn("The thread that has read a chunk does not end in {}", LONGEST_END);
        break;
      }
    }
    close();
  }

  private Iterator<SourceRecords> poll() throws InterruptedException {
    try {
      return upstream.pollSplitRecords();
    } catch (FlinkRuntimeException e) {
      if (!isGone(chunk.getTableId(), e)) {
        throw e;
      }
      LOG.warn("Chunk {} has no rows: its table was dropped before it was read", chunk.splitId());
      // Upstream's reader is of no use after a failure.
      close();
      gone = true;
      return List.of(GoneTable.chunk(config, chunk)).iterator();
    }
  }

  private boolean isGone(TableId table, FlinkRuntimeException failure) {
    try {
      return GoneTable.isGone(context.getConnection(), table);
    } catch (SQLException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  private static MySqlRecords nothing() {
    return new MySqlRecords(null, Collections.emptyIterator(), Set.of());
  }

  private boolean begin() throws InterruptedException {
    if (waiting.isEmpty()) {
      throw new IllegalStateException("there is no chunk to read");
    }
    if (!pace.await()) {
      return false;
    }
    context = new ChunkContext(config);
    upstream = new SnapshotSplitReader(context, subtask);
    pace.begin();
    chunk = waiting.remove();
    upstream.submitSplit(chunk);
    return true;
  }

  private Iterator<SourceRecords> counted(Iterator<SourceRecords> records) {
    List<SourceRecords> batches = new ArrayList<>();
    while (records.hasNext()) {
      SourceRecords batch = records.next();
      pace.read(batch.getSourceRecordList().size());
      batches.add(batch);
    }
    return batches.iterator();
  }

  void close() {
    if (upstream != null) {
      upstream.close();
      upstream = null;
    }
  }
}
