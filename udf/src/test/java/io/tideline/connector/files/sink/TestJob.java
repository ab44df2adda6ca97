package io.tideline.connector.files.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;

/**
 * A job as the sink sees one: rows with growing ids from a source that can go back, several writers
 * and committers, checkpoints, crashes. All state goes through its serialized form.
 */
final class TestJob {

  /** What a completed checkpoint holds. */
  private static final class Checkpoint {
    private final long nextId;
    private final List<byte[]> states = new ArrayList<>();
    private final List<byte[]> committables = new ArrayList<>();

    Checkpoint(long nextId) {
      this.nextId = nextId;
    }
  }

  private final FileTable table;
  private final FileTable letters;
  private final RefusedRows refused;
  private final LongFunction<RowData> rowOf;
  private final RollingPolicy rolling;
  private final TestTime time;
  private WriteRetry retry = new WriteRetry(0, Duration.ZERO);
  private final WriterStateSerializer states = new WriterStateSerializer();
  private final FileCommittableSerializer committables = new FileCommittableSerializer();
  private final List<RowWriter> writers = new ArrayList<>();
  private Checkpoint latest = new Checkpoint(0);
  private final List<byte[]> declined = new ArrayList<>();
  private long nextId;

  TestJob(FileTable table, RollingPolicy rolling, TestTime time) {
    this(
        table,
        null,
        id -> GenericRowData.of(id, StringData.fromString("row " + id)),
        rolling,
        time);
  }

  /**
   * @param letters of rows that the table's files refuse, each with the id in its first column;
   *     null for none
   * @param rows by their ids
   */
  TestJob(
      FileTable table,
      FileTable letters,
      LongFunction<RowData> rows,
      RollingPolicy rolling,
      TestTime time) {
    this.table = table;
    this.letters = letters;
    this.refused = letters == null ? null : new IdsOnly(table.type());
    this.rowOf = rows;
    this.rolling = rolling;
    this.time = time;
  }

  /** With so many further attempts of each operation, without a pause. */
  TestJob retrying(int times) {
    retry = new WriteRetry(times, Duration.ZERO);
    return this;
  }

  /** Starts from the newest completed checkpoint, with so many writers. */
  void start(int parallelism) throws IOException {
    nextId = latest.nextId;
    commit(latest, latest.committables.size());
    for (int i = 0; i < parallelism; i++) {
      List<WriterState> restored = new ArrayList<>();
      for (int s = i; s < latest.states.size(); s += parallelism) {
        restored.add(states.deserialize(states.getVersion(), latest.states.get(s)));
      }
      RowWriter writer =
          new RowWriter(
              writer(table, i, parallelism, restored, false),
              refused == null ? null : letters(i, parallelism, restored),
              new UnregisteredMetricsGroup());
      writers.add(writer);
    }
  }

  private Letters letters(int subtask, int parallelism, List<WriterState> restored)
      throws IOException {
    return new Letters(
        refused,
        writer(letters, subtask, parallelism, restored, true),
        FaultyRows.of(table, refused, retry, subtask, parallelism),
        time);
  }

  private ChangeFilesWriter writer(
      FileTable files, int subtask, int parallelism, List<WriterState> restored, boolean ofLetters)
      throws IOException {
    WriterContext context =
        new WriterContext(
            subtask,
            parallelism,
            time,
            new WriterMetrics(new UnregisteredMetricsGroup(), "rowsWritten"));
    ChangeFilesWriter writer =
        new ChangeFilesWriter(
            files, rolling, FileStore.of(files.directory(), retry), context, null);
    List<WriterState> ours = new ArrayList<>(restored);
    ours.removeIf(state -> state.isOfLetters() != ofLetters);
    writer.restore(ours);
    return writer;
  }

  void crash() throws IOException {
    for (RowWriter writer : writers) {
      writer.close();
    }
    writers.clear();
    declined.clear();
    time.forgetTimers();
  }

  void write(int rows) throws IOException {
    for (int i = 0; i < rows; i++) {
      long id = nextId++;
      writers.get((int) (id % writers.size())).write(rowOf.apply(id), null);
    }
  }

  /** Takes a checkpoint; it completes, and the first so many of its files are committed. */
  void checkpoint(int commits) throws IOException {
    latest = snapshot();
    declined.clear();
    commit(latest, commits);
    if (commits >= latest.committables.size()) {
      latest.committables.clear();
    }
  }

  /** Takes a checkpoint that does not complete; its files are committed with the next that does. */
  void failedCheckpoint() throws IOException {
    List<byte[]> files = snapshot().committables;
    declined.addAll(files.subList(latest.committables.size() + declined.size(), files.size()));
  }

  /** Ends the input as a bounded one does. */
  void finish() throws IOException {
    for (RowWriter writer : writers) {
      writer.flush(true);
    }
    checkpoint(Integer.MAX_VALUE);
  }

  long rows() {
    return nextId;
  }

  /** Of which the newest checkpoint has so many. */
  long covered() {
    return latest.nextId;
  }

  /** The most files that one writer had open at the newest checkpoint. */
  long openFiles() throws IOException {
    Map<Integer, Long> open = new HashMap<>();
    for (byte[] bytes : latest.states) {
      WriterState state = states.deserialize(states.getVersion(), bytes);
      open.merge(state.subtask(), state.hasOpenFile() ? 1L : 0L, Long::sum);
    }
    return open.values().stream().max(Long::compare).orElse(0L);
  }

  private Checkpoint snapshot() throws IOException {
    Checkpoint checkpoint = new Checkpoint(nextId);
    checkpoint.committables.addAll(latest.committables);
    checkpoint.committables.addAll(declined);
    for (RowWriter writer : writers) {
      for (FileCommittable file : writer.prepareCommit()) {
        checkpoint.committables.add(committables.serialize(file));
      }
      for (WriterState state : writer.snapshotState(1)) {
        checkpoint.states.add(states.serialize(state));
      }
    }
    return checkpoint;
  }

  private void commit(Checkpoint checkpoint, int count) throws IOException {
    List<Committer.CommitRequest<FileCommittable>> requests = new ArrayList<>();
    for (byte[] file :
        checkpoint.committables.subList(0, Math.min(count, checkpoint.committables.size()))) {
      requests.add(new Request(committables.deserialize(committables.getVersion(), file)));
    }
    commit(requests);
  }

  private void commit(Collection<Committer.CommitRequest<FileCommittable>> requests)
      throws IOException {
    new ChangeFilesCommitter(retry, null, new UnregisteredMetricsGroup()).commit(requests);
  }

  /** A letter is the id of its row. */
  private static final class IdsOnly implements RefusedRows {
    private static final long serialVersionUID = 1L;
    private final RowType type;

    IdsOnly(RowType type) {
      this.type = type;
    }

    @Override
    public RowType rowType() {
      return type;
    }

    @Override
    public int restarts() {
      return 2;
    }

    @Override
    public ChangeFilesSink files() {
      throw new UnsupportedOperationException("the job makes its writers itself");
    }

    @Override
    public boolean isForUs(RowData row) {
      return true;
    }

    @Override
    public RowData letter(RowData row, Exception fault, long failedAt) {
      return GenericRowData.of(row.getLong(0), StringData.fromString(fault.getMessage()));
    }
  }

  private static final class Request implements Committer.CommitRequest<FileCommittable> {

    private final FileCommittable file;

    Request(FileCommittable file) {
      this.file = file;
    }

    @Override
    public FileCommittable getCommittable() {
      return file;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable t) {
      throw new AssertionError(t);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable t) {
      throw new AssertionError(t);
    }

    @Override
    public void retryLater() {
      throw new AssertionError("not expected");
    }

    @Override
    public void updateAndRetryLater(FileCommittable committable) {
      throw new AssertionError("not expected");
    }

    @Override
    public void signalAlreadyCommitted() {}
  }
}
