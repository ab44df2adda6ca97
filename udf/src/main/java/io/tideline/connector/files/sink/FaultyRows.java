package io.tideline.connector.files.sink;

import io.tideline.connector.files.sink.WriteFaults.Memory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds rows that cannot be written while others can. Which row is to blame nobody knows when a
 * write fails, since rows go to the file system many at a time. So failures are remembered, and
 * after several restarts rows are tried in a file of their own before they are written in earnest:
 * in batches, and those that fail in halves, until a single row is left. It is faulty if it fails
 * again and again, and as many other bytes can be written right after it.
 */
final class FaultyRows {

  /** What becomes of each row. */
  interface Verdict {
    void good(RowData row) throws IOException;

    void faulty(RowData row, Exception fault) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(FaultyRows.class);

  /** Below the table's. */
  private static final String DIRECTORY = ".write-faults";

  private static final int BATCH = 256;

  /** A writer may get fewer rows than that which failed before. */
  private static final int ENOUGH_CHECKPOINTS = 3;

  private final WriteFaults faults;
  private final TrialFile trial;
  private final WriteRetry retry;
  private final RowDataSerializer copies;
  private final List<RowData> batch = new ArrayList<>();
  private Memory memory;
  private boolean searching;
  private long rows;
  private int checkpoints;

  /**
   * @param restarts after how many failures rows are tried
   * @param copies copies the rows, which may change after they were handed over
   */
  FaultyRows(
      WriteFaults faults,
      TrialFile trial,
      WriteRetry retry,
      RowDataSerializer copies,
      int restarts) {
    this.faults = faults;
    this.trial = trial;
    this.retry = retry;
    this.copies = copies;
    this.memory = faults.recall();
    this.searching = memory.failures() > 0 && memory.failures() >= restarts;
    if (searching) {
      LOG.warn(
          "writing failed {} times in a row: looking for a row that is to blame",
          memory.failures());
    }
  }

  /** For a writer of the table, with what the writers of the last run remember. */
  static FaultyRows of(
      FileTable table, RefusedRows refused, WriteRetry retry, int subtask, int parallelism)
      throws IOException {
    FileSystem fileSystem = table.directory().getFileSystem();
    Path hidden = new Path(table.directory(), DIRECTORY);
    return new FaultyRows(
        new WriteFaults(fileSystem, hidden, subtask, parallelism),
        new TrialFile(fileSystem, new Path(hidden, "trial-" + subtask), table.format()),
        retry,
        new RowDataSerializer(refused.rowType()),
        refused.restarts());
  }

  /** Takes a row; false if it is to be written as always. */
  boolean take(RowData row, Verdict verdict) throws IOException {
    rows++;
    if (!searching) {
      return false;
    }
    batch.add(copies.copy(row));
    if (batch.size() >= BATCH) {
      judge(verdict);
    }
    return true;
  }

  /** Comes to a verdict about all rows that were taken. */
  void judge(Verdict verdict) throws IOException {
    if (!batch.isEmpty()) {
      List<RowData> taken = List.copyOf(batch);
      batch.clear();
      judge(taken, verdict);
    }
  }

  /** All rows so far will be in a checkpoint. */
  void covered() {
    if (memory == Memory.NONE) {
      return;
    }
    checkpoints++;
    if (rows >= memory.rows() || checkpoints >= ENOUGH_CHECKPOINTS) {
      faults.forget();
      memory = Memory.NONE;
      searching = false;
    }
  }

  /** The task ends because of this. */
  void failed(Exception failure) {
    if (failure instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
      return;
    }
    try {
      faults.remember(new Memory(memory.failures() + 1, Math.max(rows, memory.rows())));
    } catch (IOException e) {
      LOG.warn("cannot remember that writing failed, so no row is to blame: {}", e.getMessage());
    }
  }

  private void judge(List<RowData> some, Verdict verdict) throws IOException {
    if (some.size() == 1) {
      judgeOne(some.get(0), verdict);
    } else if (passes(some)) {
      for (RowData row : some) {
        verdict.good(row);
      }
    } else {
      judge(some.subList(0, some.size() / 2), verdict);
      judge(some.subList(some.size() / 2, some.size()), verdict);
    }
  }

  private boolean passes(List<RowData> some) {
    try {
      trial.write(some);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private void judgeOne(RowData row, Verdict verdict) throws IOException {
    try {
      retry.call(
          "writing a row to see whether that works",
          () -> {
            trial.write(List.of(row));
            return null;
          });
    } catch (IOException | RuntimeException e) {
      // Fails in its turn if the row is not to blame.
      trial.writeOther(row);
      verdict.faulty(row, e);
      return;
    }
    verdict.good(row);
  }
}
