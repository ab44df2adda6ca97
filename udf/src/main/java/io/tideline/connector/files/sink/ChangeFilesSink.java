package io.tideline.connector.files.sink;

import io.tideline.connector.files.commit.CommitLogging;
import io.tideline.connector.files.commit.CommitPlaces;
import io.tideline.connector.files.commit.OlderStart;
import io.tideline.connector.files.manifest.HourSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/**
 * Writes rows into files, exactly once: a file stays open over checkpoints, and becomes visible,
 * whole, when the checkpoint after its closing is complete.
 */
public final class ChangeFilesSink
    implements Sink<RowData>,
        SupportsWriterState<RowData, WriterState>,
        SupportsCommitter<FileCommittable>,
        SupportsPreCommitTopology<FileCommittable, FileCommittable> {

  private static final long serialVersionUID = 1L;

  private final FileTable table;
  private final RollingPolicy rolling;
  private final WriteRetry retry;
  private final String rowCounter;
  private final RefusedRows refused;
  private final CommitLogging logging;
  private final HourSettings hours;

  /**
   * @param rowCounter the name of the metric that counts the rows
   */
  public ChangeFilesSink(
      FileTable table, RollingPolicy rolling, WriteRetry retry, String rowCounter) {
    this(table, rolling, retry, rowCounter, null, null, null);
  }

  private ChangeFilesSink(
      FileTable table,
      RollingPolicy rolling,
      WriteRetry retry,
      String rowCounter,
      RefusedRows refused,
      CommitLogging logging,
      HourSettings hours) {
    this.table = table;
    this.rolling = rolling;
    this.retry = retry;
    this.rowCounter = rowCounter;
    this.refused = refused;
    this.logging = logging;
    this.hours = hours;
  }

  /** The same with a place for rows that no file can hold; without one they fail the task. */
  public ChangeFilesSink withLetters(RefusedRows letters) {
    return new ChangeFilesSink(table, rolling, retry, rowCounter, letters, logging, hours);
  }

  /** The same with a log of its commits, by which a start from an older point takes files back. */
  public ChangeFilesSink withCommitLog(OlderStart olderStart) {
    CommitPlaces places = new CommitPlaces(table.directory());
    return new ChangeFilesSink(
        table,
        rolling,
        retry,
        rowCounter,
        refused,
        new CommitLogging(places, olderStart, retry),
        hours);
  }

  /**
   * The same with manifests of hours that are complete, by the watermark and {@code _event_time}; a
   * table that lacks the column has none. Needs the log of commits.
   *
   * @param delay how long after its end an hour is taken for over
   */
  public ChangeFilesSink withCompleteHours(Duration delay) {
    if (table.eventTimeColumn() < 0) {
      return this;
    }
    return new ChangeFilesSink(
        table,
        rolling.withHours(delay),
        retry,
        rowCounter,
        refused,
        logging,
        new HourSettings(table.directory(), delay, retry));
  }

  @Override
  @Deprecated
  public SinkWriter<RowData> createWriter(InitContext context) {
    throw new UnsupportedOperationException("Flink calls createWriter(WriterInitContext)");
  }

  @Override
  public StatefulSinkWriter<RowData, WriterState> createWriter(WriterInitContext context)
      throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<RowData, WriterState> restoreWriter(
      WriterInitContext context, Collection<WriterState> recoveredState) throws IOException {
    TaskInfo task = context.getTaskInfo();
    ProcessingTimeService time = context.getProcessingTimeService();
    MetricGroup metrics = context.metricGroup();
    List<WriterState> ofRows = new ArrayList<>();
    List<WriterState> ofLetters = new ArrayList<>();
    recoveredState.forEach(state -> (state.isOfLetters() ? ofLetters : ofRows).add(state));
    ChangeFilesWriter letters = null;
    if (refused != null) {
      letters = letterFiles().restoreWriter(task, time, metrics.addGroup("letters"), ofLetters);
    } else if (ofLetters.stream().anyMatch(WriterState::hasOpenFile)) {
      throw new IOException(
          "the checkpoint holds dead letters, but option 'dead-letter-path' is not set any more; set it, or stop the"
              + " job with --drain before taking it away");
    }
    return new RowWriter(
        restoreWriter(task, time, metrics, ofRows),
        refused == null ? null : new Letters(refused, letters, faultyRows(task), time),
        metrics);
  }

  private FaultyRows faultyRows(TaskInfo task) throws IOException {
    return FaultyRows.of(
        table, refused, retry, task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
  }

  /** Its files are in our log, as it is our committer that commits them. */
  private ChangeFilesSink letterFiles() {
    ChangeFilesSink files = refused.files();
    return new ChangeFilesSink(
        files.table, files.rolling, files.retry, files.rowCounter, null, logging, null);
  }

  /** A writer for a part of another sink, which passes on its calls, its state and its files. */
  public ChangeFilesWriter restoreWriter(
      TaskInfo task,
      ProcessingTimeService time,
      MetricGroup metrics,
      Collection<WriterState> recoveredState)
      throws IOException {
    WriterContext writing =
        new WriterContext(
            task.getIndexOfThisSubtask(),
            task.getNumberOfParallelSubtasks(),
            time,
            new WriterMetrics(metrics, rowCounter));
    ChangeFilesWriter writer =
        new ChangeFilesWriter(
            table, rolling, store(metrics), writing, logging == null ? null : logging.takenFiles());
    writer.restore(recoveredState);
    return writer;
  }

  @Override
  public Committer<FileCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    return new ChangeFilesCommitter(
        retry, logging == null ? null : logging.log(), context.metricGroup());
  }

  /**
   * One operator sees all files before any is committed. With a single writer all three are one
   * task; a maximum of its own parallelism would then keep the writer from another one later.
   */
  @Override
  public DataStream<CommittableMessage<FileCommittable>> addPreCommitTopology(
      DataStream<CommittableMessage<FileCommittable>> files) {
    if (logging == null) {
      return files;
    }
    boolean single = files.getParallelism() == 1;
    DataStream<CommittableMessage<FileCommittable>> ofRun =
        (single ? files : files.global())
            .transform(RunOperator.NAME, files.getType(), new RunOperator(logging, hours))
            .uid(RunOperator.NAME)
            .setParallelism(1);
    return single ? ofRun : ofRun.global();
  }

  @Override
  public SimpleVersionedSerializer<FileCommittable> getWriteResultSerializer() {
    return committableSerializer();
  }

  @Override
  public SimpleVersionedSerializer<WriterState> getWriterStateSerializer() {
    return stateSerializer();
  }

  @Override
  public SimpleVersionedSerializer<FileCommittable> getCommittableSerializer() {
    return committableSerializer();
  }

  public static SimpleVersionedSerializer<WriterState> stateSerializer() {
    return new WriterStateSerializer();
  }

  public static SimpleVersionedSerializer<FileCommittable> committableSerializer() {
    return new FileCommittableSerializer();
  }

  private FileStore store(MetricGroup metrics) throws IOException {
    return FileStore.of(table.directory(), retry.counted(metrics.counter("writeRetries")));
  }
}
