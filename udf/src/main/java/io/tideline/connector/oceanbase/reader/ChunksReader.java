package io.tideline.connector.oceanbase.reader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.cdc.connectors.mysql.debezium.reader.SnapshotSplitReader;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlRecords;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSnapshotSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.SourceRecords;

/** Reads the chunks of a snapshot, one after the other, with upstream's reader. */
final class ChunksReader {

  private final MySqlSourceConfig config;
  private final int subtask;
  private final SnapshotPace pace;
  private final Queue<MySqlSnapshotSplit> waiting = new ArrayDeque<>();

  private SnapshotSplitReader upstream;
  private MySqlSnapshotSplit chunk;

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
      return new MySqlRecords(null, Collections.emptyIterator(), Set.of());
    }
    Iterator<SourceRecords> records = upstream.pollSplitRecords();
    if (records != null) {
      return MySqlRecords.forUnfinishedRecords(chunk.splitId(), counted(records));
    }
    MySqlRecords finished = MySqlRecords.forFinishedSplit(chunk.splitId());
    chunk = null;
    if (waiting.isEmpty()) {
      close();
    }
    return finished;
  }

  private boolean begin() throws InterruptedException {
    if (waiting.isEmpty()) {
      throw new IllegalStateException("there is no chunk to read");
    }
    if (!pace.await()) {
      return false;
    }
    if (upstream == null) {
      upstream = new SnapshotSplitReader(new ChunkContext(config), subtask);
    }
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
