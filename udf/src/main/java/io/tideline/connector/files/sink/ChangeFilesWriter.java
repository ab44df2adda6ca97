package io.tideline.connector.files.sink;

import io.tideline.connector.files.commit.TakenFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * Writes rows into one file at a time and goes on with it over checkpoints and restarts, until it
 * is full or old.
 *
 * <p>A file's name holds the subtask and a counter that only grows; the store is asked before a
 * name is used, so that no two files share one, even after a start from an older checkpoint or with
 * another parallelism.
 */
public final class ChangeFilesWriter
    implements StatefulSinkWriter<RowData, WriterState>,
        CommittingSinkWriter<RowData, FileCommittable> {

  /** How long a file may take to be moved aside before the task fails, and starts again. */
  private static final long TAKING_BACK_MS = 60_000;

  private static final long POLL_MS = 100;

  private final FileTable table;
  private final RollingPolicy rolling;
  private final FileStore store;
  private final WriterContext context;
  private final TakenFiles taken;
  private final int eventTimeColumn;
  private final int eventTimePrecision;
  private final List<FileCommittable> finished = new ArrayList<>();

  private long counter;
  private OpenFile current;
  private ScheduledFuture<?> closing;

  /**
   * @param taken the files that were taken back; null when none ever is
   */
  ChangeFilesWriter(
      FileTable table,
      RollingPolicy rolling,
      FileStore store,
      WriterContext context,
      TakenFiles taken) {
    this.table = table;
    this.rolling = rolling;
    this.store = store;
    this.context = context;
    this.taken = taken;
    this.eventTimeColumn = table.eventTimeColumn();
    this.eventTimePrecision =
        eventTimeColumn < 0
            ? 0
            : LogicalTypeChecks.getPrecision(table.type().getTypeAt(eventTimeColumn));
  }

  /**
   * Takes over what writers left at a checkpoint: goes on with one file, completes the others, and
   * removes what they opened after it, whose rows come again.
   */
  void restore(Collection<WriterState> states) throws IOException {
    for (WriterState state : states) {
      // A state of another writer that runs too: it may have opened its next file by now.
      if (state.subtask() == context.subtask() || state.subtask() >= context.parallelism()) {
        store.removeInProgress(
            name -> table.names().counter(name, state.subtask()) >= state.counter());
      }
    }
    List<WriterState> ordered = new ArrayList<>(states);
    ordered.sort((one, other) -> Boolean.compare(isMine(other), isMine(one)));
    for (WriterState state : ordered) {
      counter = Math.max(counter, state.counter());
      if (state.file().isPresent()) {
        resume(state.file().get());
      }
    }
    // After a change of parallelism an earlier writer of this number may have left its state, with
    // a file that is not finished or not committed yet, to another one. Counting on from there, no
    // later restart takes that file for one of ours that was opened after its checkpoint.
    counter =
        Math.max(
            counter, 1 + store.greatest(name -> table.names().counter(name, context.subtask())));
  }

  @Override
  public void write(RowData row, Context unused) throws IOException {
    if (current == null) {
      open();
    }
    long eventTime = eventTime(row);
    current.write(row, eventTime);
    context.metrics().written(eventTime);
    if (rolling.isFull(current.size())) {
      roll();
    }
  }

  @Override
  public void writeWatermark(Watermark watermark) throws IOException {
    if (current != null && current.hasRowsBefore(rolling.hoursOver(watermark.getTimestamp()))) {
      roll();
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    if (endOfInput && current != null) {
      roll();
    }
  }

  @Override
  public Collection<FileCommittable> prepareCommit() {
    List<FileCommittable> ready = List.copyOf(finished);
    finished.clear();
    return ready;
  }

  @Override
  public List<WriterState> snapshotState(long checkpointId) throws IOException {
    OpenFileState file = current == null ? null : current.suspend(table.layout());
    return List.of(new WriterState(context.subtask(), counter, file));
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.abandon();
      current = null;
    }
  }

  private boolean isMine(WriterState state) {
    return state.subtask() == context.subtask() && state.file().isPresent();
  }

  private void resume(OpenFileState state) throws IOException {
    if (!state.path().endsWith(table.names().suffix())) {
      throw new IOException(
          String.format(
              "%s was open at the checkpoint and the table's format is another now ('%s'); stop the job with --drain "
                  + "before changing the format",
              state.path(), table.names().suffix().substring(1)));
    }
    Optional<Path> aside = takenBack(state);
    OpenFile file =
        aside.isPresent()
            ? OpenFile.resumeCopy(store, table, state, aside.get(), freeName(now()))
            : OpenFile.resume(store, table, state);
    boolean sameTable =
        state.layout().equals(table.layout())
            && store.path(name(state.path())).toString().equals(state.path());
    if (current == null && sameTable) {
      current = file;
      closeWhenOldOrIdle();
    } else {
      finished.add(file.finish());
    }
  }

  /**
   * Where a file is that was open at the checkpoint and completed later. The start from the older
   * point moves it there, while this writer waits.
   */
  private Optional<Path> takenBack(OpenFileState state) throws IOException {
    if (taken == null || state.progress().length() < 0) {
      return Optional.empty();
    }
    Path visible = new Path(state.path());
    for (long waited = 0; waited < TAKING_BACK_MS && store.exists(visible); waited += POLL_MS) {
      try {
        Thread.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while " + visible + " was to be taken back");
      }
    }
    return taken.find(state.path());
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void open() throws IOException {
    long now = now();
    current = OpenFile.create(store, table, freeName(now), now);
    closeWhenOldOrIdle();
  }

  private String freeName(long openedAt) throws IOException {
    String name;
    do {
      name = table.names().name(openedAt, context.subtask(), counter++);
    } while (store.holds(name));
    return name;
  }

  /** By the rows it has at each look, so that no row needs to know the time. */
  private void closeWhenOldOrIdle() {
    OpenFile file = current;
    long rows = file.rows();
    closing =
        context
            .time()
            .registerTimer(
                rolling.nextLook(file.openedAt(), now()),
                time -> {
                  if (current != file) {
                    return;
                  }
                  if (file.rows() == rows || rolling.isOld(file.openedAt(), now())) {
                    roll();
                  } else {
                    closeWhenOldOrIdle();
                  }
                });
  }

  private void roll() throws IOException {
    closing.cancel(false);
    OpenFile file = current;
    current = null;
    finished.add(file.finish());
  }

  private long now() {
    ProcessingTimeService time = context.time();
    return time.getCurrentProcessingTime();
  }

  private long eventTime(RowData row) {
    return eventTimeColumn < 0 || row.isNullAt(eventTimeColumn)
        ? FileCommittable.NO_TIME
        : row.getTimestamp(eventTimeColumn, eventTimePrecision).getMillisecond();
  }
}
