package io.tideline.connector.files.sink;

import io.tideline.connector.files.format.RefusedRowException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
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
        CommittingSinkWriter<RowData, FileCommittable>,
        FaultyRows.Verdict {

  /** Something on files that the task ends with when it fails. */
  private interface Step<T> {
    T run() throws IOException;
  }

  /** More of them would fill the log; the letters have all. */
  private static final int LOGGED = 10;

  private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);

  private final ChangeFilesWriter rows;
  private final Letters letters;
  private final Counter deadLetters;
  private final Counter forOthers;

  /**
   * @param letters null when a row that no file can hold shall fail the task
   */
  RowWriter(ChangeFilesWriter rows, Letters letters, MetricGroup metrics) {
    this.rows = rows;
    this.letters = letters;
    this.deadLetters = metrics.counter("deadLetters");
    this.forOthers = metrics.counter("rowsForOthers");
    if (letters != null) {
      rows.onFailure(letters.faulty()::failed);
    }
  }

  @Override
  public void write(RowData row, Context context) throws IOException {
    if (letters == null) {
      writeWithoutLetters(row, context);
      return;
    }
    if (!letters.refused().isForUs(row)) {
      forOthers.inc();
      return;
    }
    try {
      if (!letters.faulty().take(row, this)) {
        good(row);
      }
    } catch (IOException | RuntimeException e) {
      letters.faulty().failed(e);
      throw e;
    }
  }

  private void writeWithoutLetters(RowData row, Context context) throws IOException {
    try {
      rows.write(row, context);
    } catch (RefusedRowException fault) {
      throw new IOException(
          fault.getMessage()
              + "; set option 'dead-letter-path' to a directory, and such rows become dead letters there while all"
              + " others go on",
          fault);
    }
  }

  @Override
  public void good(RowData row) throws IOException {
    try {
      rows.write(row, null);
    } catch (RefusedRowException fault) {
      faulty(row, fault);
    }
  }

  @Override
  public void faulty(RowData row, Exception fault) throws IOException {
    letters.files().write(letters.refused().letter(row, fault, letters.now()), null);
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
    remembering(
        () -> {
          if (letters != null) {
            letters.faulty().judge(this);
          }
          rows.flush(endOfInput);
          if (letters != null) {
            letters.files().flush(endOfInput);
          }
          return null;
        });
  }

  @Override
  public Collection<FileCommittable> prepareCommit() {
    List<FileCommittable> files = new ArrayList<>(rows.prepareCommit());
    if (letters != null) {
      files.addAll(letters.files().prepareCommit());
    }
    return files;
  }

  @Override
  public List<WriterState> snapshotState(long checkpointId) throws IOException {
    List<WriterState> states = remembering(() -> new ArrayList<>(rows.snapshotState(checkpointId)));
    if (letters != null) {
      letters.files().snapshotState(checkpointId).forEach(state -> states.add(state.ofLetters()));
      letters.faulty().covered();
    }
    return states;
  }

  private <T> T remembering(Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (IOException | RuntimeException e) {
      if (letters != null) {
        letters.faulty().failed(e);
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
    if (letters != null) {
      letters.files().close();
    }
  }
}
