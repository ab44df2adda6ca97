package io.tideline.connector.files.sink;

import io.tideline.connector.files.format.RefusedRowException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a table's rows into its files, and those that no file can hold into the files of the dead
 * letters. Both kinds of files become visible with the same checkpoint.
 */
final class RowWriter
    implements StatefulSinkWriter<RowData, WriterState>,
        CommittingSinkWriter<RowData, FileCommittable> {

  /** More of them would fill the log; the letters have all. */
  private static final int LOGGED = 10;

  private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);

  private final ChangeFilesWriter rows;
  private final RefusedRows refused;
  private final ChangeFilesWriter letters;
  private final ProcessingTimeService time;
  private final Counter deadLetters;
  private final Counter forOthers;

  /**
   * @param refused null, as {@code letters}, when such a row shall fail the task
   */
  RowWriter(
      ChangeFilesWriter rows,
      RefusedRows refused,
      ChangeFilesWriter letters,
      ProcessingTimeService time,
      MetricGroup metrics) {
    this.rows = rows;
    this.refused = refused;
    this.letters = letters;
    this.time = time;
    this.deadLetters = metrics.counter("deadLetters");
    this.forOthers = metrics.counter("rowsForOthers");
  }

  @Override
  public void write(RowData row, Context context) throws IOException {
    if (refused != null && !refused.isForUs(row)) {
      forOthers.inc();
      return;
    }
    try {
      rows.write(row, context);
    } catch (RefusedRowException fault) {
      if (refused == null) {
        throw new IOException(
            fault.getMessage()
                + "; set option 'dead-letter-path' to a directory, and such rows become dead letters there while all"
                + " others go on",
            fault);
      }
      refuse(row, fault);
    }
  }

  private void refuse(RowData row, RefusedRowException fault) throws IOException {
    letters.write(refused.letter(row, fault, time.getCurrentProcessingTime()), null);
    deadLetters.inc();
    if (deadLetters.getCount() <= LOGGED) {
      LOG.warn("A row became a dead letter: {}", fault.getMessage());
    } else {
      LOG.debug("A row became a dead letter: {}", fault.getMessage());
    }
  }

  @Override
  public void writeWatermark(Watermark watermark) throws IOException {
    rows.writeWatermark(watermark);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    rows.flush(endOfInput);
    if (letters != null) {
      letters.flush(endOfInput);
    }
  }

  @Override
  public Collection<FileCommittable> prepareCommit() {
    List<FileCommittable> files = new ArrayList<>(rows.prepareCommit());
    if (letters != null) {
      files.addAll(letters.prepareCommit());
    }
    return files;
  }

  @Override
  public List<WriterState> snapshotState(long checkpointId) throws IOException {
    List<WriterState> states = new ArrayList<>(rows.snapshotState(checkpointId));
    if (letters != null) {
      letters.snapshotState(checkpointId).forEach(state -> states.add(state.ofLetters()));
    }
    return states;
  }

  @Override
  public void close() throws IOException {
    rows.close();
    if (letters != null) {
      letters.close();
    }
  }
}
