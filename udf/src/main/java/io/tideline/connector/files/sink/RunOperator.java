package io.tideline.connector.files.sink;

import io.tideline.connector.files.commit.CommitHistory;
import io.tideline.connector.files.commit.CommitLog;
import io.tideline.connector.files.commit.CommitLogging;
import io.tideline.connector.files.commit.FileCommit;
import io.tideline.connector.files.commit.OlderStartException;
import io.tideline.connector.files.commit.RunPoint;
import io.tideline.connector.files.commit.RunStart;
import io.tideline.connector.files.manifest.CompleteHours;
import io.tideline.connector.files.manifest.HourLedger;
import io.tideline.connector.files.manifest.HourSettings;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Stands between a table's writers and its committer, alone. At a start it begins a run, takes back
 * what does not belong to the point that it goes on from, and then marks each file with the point
 * that it belongs to.
 */
final class RunOperator extends AbstractStreamOperator<CommittableMessage<FileCommittable>>
    implements OneInputStreamOperator<
        CommittableMessage<FileCommittable>, CommittableMessage<FileCommittable>> {

  static final String NAME = "Commit log";

  private static final long serialVersionUID = 1L;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
  private static final int RANDOM_DIGITS = 8;

  /** Files become visible a moment after or before their checkpoint is told to be complete here. */
  private static final long LOOK_AGAIN_MS = 1_000;

  private final CommitLogging logging;
  private final HourSettings hourSettings;

  private transient ListState<Tuple2<String, Long>> state;
  private transient ListState<String> untold;
  private transient ListState<Long> nextHour;
  private transient CompleteHours hours;
  private transient boolean looksAgain;
  private transient String run;
  private transient long lastCheckpoint;

  /**
   * @param hours null when no complete hours are told
   */
  RunOperator(CommitLogging logging, HourSettings hours) {
    this.logging = logging;
    this.hourSettings = hours;
    chainingStrategy = ChainingStrategy.ALWAYS;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("run", Types.TUPLE(Types.STRING, Types.LONG)));
    RunPoint from = null;
    for (Tuple2<String, Long> point : state.get()) {
      from = new RunPoint(point.f0, point.f1);
    }
    restoreHours(context);
    begin(from);
  }

  private void restoreHours(StateInitializationContext context) throws Exception {
    OperatorStateStore store = context.getOperatorStateStore();
    untold = store.getListState(new ListStateDescriptor<>("untold-files", Types.STRING));
    nextHour = store.getListState(new ListStateDescriptor<>("next-hour", Types.LONG));
    if (hourSettings != null) {
      hours = hourSettings.open();
      long next = HourLedger.NONE;
      for (Long restored : nextHour.get()) {
        next = restored;
      }
      hours.restore(untold.get(), next);
    }
  }

  private void begin(RunPoint from) throws Exception {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    run = name(now);
    CommitLog log = logging.log();
    log.compact();
    if (from != null) {
      CommitHistory history = log.read();
      try {
        logging.takeBack(this::withdraw).to(from, history, run);
      } catch (OlderStartException refused) {
        throw new SuppressRestartsException(refused);
      }
      restoreManifests(from, history);
    }
    if (hours != null) {
      hours.resumeTold();
    }
    log.add(new RunStart(run, from, now));
    LOG.info(
        "Run {} of {} goes on from {}", run, getOperatorName(), from == null ? "nothing" : from);
  }

  private void withdraw(Set<String> paths) throws IOException {
    if (hours != null) {
      hours.manifests().withdraw(paths);
    }
  }

  private void restoreManifests(RunPoint from, CommitHistory history) throws IOException {
    if (hours != null && logging.takenFiles().haveBeen()) {
      Set<String> belonging =
          history.belongingTo(from).stream().map(FileCommit::path).collect(Collectors.toSet());
      hours.manifests().restore(hours.ledger().next(), belonging::contains);
    }
  }

  private static String name(long now) {
    return SECOND.format(Instant.ofEpochMilli(now))
        + "-"
        + UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
  }

  @Override
  public void processElement(StreamRecord<CommittableMessage<FileCommittable>> element) {
    CommittableMessage<FileCommittable> message = element.getValue();
    if (message instanceof CommittableWithLineage) {
      // Of the next checkpoint, whichever that is: the message's own number means nothing when the
      // input has ended.
      RunPoint point = new RunPoint(run, lastCheckpoint + 1);
      CommittableWithLineage<FileCommittable> file =
          (CommittableWithLineage<FileCommittable>) message;
      if (hours != null) {
        FileCommittable finished = file.getCommittable();
        hours.add(finished.path(), finished.length(), finished.rows(), finished.content());
      }
      output.collect(new StreamRecord<>(file.map(committable -> committable.at(point))));
    } else {
      output.collect(element);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    lastCheckpoint = context.getCheckpointId();
    state.update(List.of(Tuple2.of(run, lastCheckpoint)));
    if (hours != null) {
      hours.ledger().checkpoint(lastCheckpoint);
      untold.update(hours.state());
      nextHour.update(List.of(hours.ledger().next()));
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    if (hours != null) {
      hours.ledger().progress(mark.getTimestamp());
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    if (hours != null) {
      hours.ledger().completed(checkpointId);
      tell();
    }
  }

  private void tell() throws IOException {
    if (hours.tell() && !looksAgain) {
      looksAgain = true;
      ProcessingTimeService time = getProcessingTimeService();
      time.registerTimer(
          time.getCurrentProcessingTime() + LOOK_AGAIN_MS,
          now -> {
            looksAgain = false;
            tell();
          });
    }
  }
}
