package io.tideline.connector.files.sink;

import io.tideline.connector.files.commit.CommitHistory;
import io.tideline.connector.files.commit.CommitLog;
import io.tideline.connector.files.commit.CommitLogging;
import io.tideline.connector.files.commit.OlderStartException;
import io.tideline.connector.files.commit.RunPoint;
import io.tideline.connector.files.commit.RunStart;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
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

  private final CommitLogging logging;

  private transient ListState<Tuple2<String, Long>> state;
  private transient String run;
  private transient long lastCheckpoint;

  RunOperator(CommitLogging logging) {
    this.logging = logging;
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
    begin(from);
  }

  private void begin(RunPoint from) throws Exception {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    run = name(now);
    CommitLog log = logging.log();
    log.compact();
    if (from != null) {
      CommitHistory history = log.read();
      try {
        logging.takeBack().to(from, history, run);
      } catch (OlderStartException refused) {
        throw new SuppressRestartsException(refused);
      }
    }
    log.add(new RunStart(run, from, now));
    LOG.info("Run {} of {} goes on from {}", run, getOperatorName(), from);
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
      output.collect(
          new StreamRecord<>(
              ((CommittableWithLineage<FileCommittable>) message).map(file -> file.at(point))));
    } else {
      output.collect(element);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    lastCheckpoint = context.getCheckpointId();
    state.update(List.of(Tuple2.of(run, lastCheckpoint)));
  }
}
