package io.tideline.connector.oceanbase.reader;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSnapshotSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chunks of a snapshot that may be read a second time, after a failure. A row that was deleted
 * between the two leaves no event, so each is named as it is read.
 */
public final class ChunksAgain {

  private static final Logger LOG = LoggerFactory.getLogger(ChunksAgain.class);

  private final Set<String> chunks = new HashSet<>();
  private final ReaderMetrics metrics;

  ChunksAgain(ReaderMetrics metrics) {
    this.metrics = metrics;
  }

  void add(String chunk) {
    chunks.add(chunk);
  }

  /**
   * Called as the reading of a chunk begins, at a place of the log.
   *
   * @return whether it may have been read before
   */
  public boolean reading(MySqlSnapshotSplit chunk, String file, long offset) {
    if (!chunks.remove(chunk.splitId())) {
      return false;
    }
    metrics.readAgain();
    LOG.warn(
        "Rows of {} with {} from {} to before {} may be read a second time, at {}/{}: one that was"
            + " read before and is deleted by now leaves no event",
        chunk.getTableId(),
        chunk.getSplitKeyType().getFieldNames(),
        bound(chunk.getSplitStart(), "the first"),
        bound(chunk.getSplitEnd(), "the end"),
        file,
        offset);
    return true;
  }

  private static String bound(Object[] key, String unbounded) {
    return key == null ? unbounded : Arrays.toString(key);
  }
}
