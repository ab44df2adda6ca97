package io.tideline.connector.files.sink;

import io.tideline.connector.files.commit.TakenFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * Writes rows into one file of each partition at a time and goes on with it over checkpoints and
 * restarts, until it is full or old, or another partition needs its place.
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
  private final PartitionDirectories directories;
  private final int eventTimeColumn;
  private final int eventTimePrecision;
  private final OpenFiles open = new OpenFiles();
  private final Map<String, ScheduledFuture<?>> closings = new HashMap<>();
  private final List<FileCommittable> finished = new ArrayList<>();

  private Consumer<Exception> failed = failure -> {};
  private long counter;

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
    this.directories = table.partitioning().directories();
    this.eventTimeColumn = table.eventTimeColumn();
    this.eventTimePrecision =
        eventTimeColumn < 0
            ? 0
            : LogicalTypeChecks.getPrecision(table.type().getTypeAt(eventTimeColumn));
    context.metrics().watch(open::count);
  }

  /**
   * Takes over what writers left at a checkpoint: goes on with one file of each partition,
   * completes the others, and removes what they opened after it, whose rows come again.
   */
  void restore(Collection<WriterState> states) throws IOException {
    removeOpenedSince(states);
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

  /** Is told why a file could not be completed when its time came. */
  void onFailure(Consumer<Exception> listener) {
    failed = listener;
  }

  private void removeOpenedSince(Collection<WriterState> states) throws IOException {
    Map<Integer, Long> counters = new HashMap<>();
    for (WriterState state : states) {
      // A state of another writer that runs too: it may have opened its next file by now.
      if (state.subtask() == context.subtask() || state.subtask() >= context.parallelism()) {
        counters.put(state.subtask(), state.counter());
      }
    }
    if (!counters.isEmpty()) {
      store.removeInProgress(
          name ->
              counters.entrySet().stream()
                  .anyMatch(of -> table.names().counter(name, of.getKey()) >= of.getValue()));
    }
  }

  @Override
  public void write(RowData row, Context unused) throws IOException {
    String directory = directories.of(row);
    OpenFile file = open.forRow(directory);
    if (file == null) {
      file = open(directory);
    }
    long eventTime = eventTime(row);
    file.write(row, eventTime);
    context.metrics().written(eventTime);
    if (rolling.isFull(file.size())) {
      roll(directory);
    }
  }

  @Override
  public void writeWatermark(Watermark watermark) throws IOException {
    long over = rolling.hoursOver(watermark.getTimestamp());
    for (String directory : open.directories()) {
      if (open.hasRowsBefore(directory, over)) {
        roll(directory);
      }
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    if (endOfInput) {
      for (String directory : open.directories()) {
        roll(directory);
      }
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
    List<WriterState> states = new ArrayList<>();
    for (OpenFile file : open.all()) {
      states.add(new WriterState(context.subtask(), counter, file.suspend(table.layout())));
    }
    return states.isEmpty() ? List.of(new WriterState(context.subtask(), counter, null)) : states;
  }

  @Override
  public void close() throws IOException {
    for (OpenFile file : open.all()) {
      file.abandon();
    }
    open.clear();
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
            ? OpenFile.resumeCopy(store, table, state, aside.get(), freePath(state))
            : OpenFile.resume(store, table, state);
    Optional<String> directory = store.below(state.path());
    if (directory.isPresent()
        && state.layout().equals(table.layout())
        && directory.get().isEmpty() == table.partitioning().isNone()
        && !open.has(directory.get())
        && open.count() < table.partitioning().maxOpen()) {
      open.add(directory.get(), file);
      closeWhenOldOrIdle(directory.get(), file);
    } else {
      FileCommittable complete = file.finish();
      context.metrics().finished(complete);
      finished.add(complete);
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

  /** Beside the file as it was; it may be of a directory that is not the table's any more. */
  private Path freePath(OpenFileState state) throws IOException {
    Optional<String> directory = store.below(state.path());
    return freePath(directory.orElse(""), now());
  }

  private Path freePath(String directory, long openedAt) throws IOException {
    Path path;
    do {
      path = store.path(directory, table.names().name(openedAt, context.subtask(), counter++));
    } while (store.holds(path));
    return path;
  }

  private OpenFile open(String directory) throws IOException {
    if (open.count() >= table.partitioning().maxOpen()) {
      context.metrics().madeRoom();
      roll(open.longestIdle());
    }
    long now = now();
    OpenFile file = OpenFile.create(store, table, freePath(directory, now), now);
    open.add(directory, file);
    closeWhenOldOrIdle(directory, file);
    return file;
  }

  /** By the rows it has at each look, so that no row needs to know the time. */
  private void closeWhenOldOrIdle(String directory, OpenFile file) {
    long rows = file.rows();
    closings.put(
        directory,
        context
            .time()
            .registerTimer(
                rolling.nextLook(file.openedAt(), now()),
                time -> {
                  if (file.isFinished()) {
                    return;
                  }
                  if (file.rows() == rows || rolling.isOld(file.openedAt(), now())) {
                    rollByTime(directory);
                  } else {
                    closeWhenOldOrIdle(directory, file);
                  }
                }));
  }

  private void rollByTime(String directory) throws IOException {
    try {
      roll(directory);
    } catch (IOException | RuntimeException e) {
      failed.accept(e);
      throw e;
    }
  }

  private void roll(String directory) throws IOException {
    closings.remove(directory).cancel(false);
    OpenFile file = open.remove(directory);
    boolean done = false;
    try {
      FileCommittable complete = file.finish();
      done = true;
      context.metrics().finished(complete);
      finished.add(complete);
    } finally {
      if (!done) {
        file.abandon();
      }
    }
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
