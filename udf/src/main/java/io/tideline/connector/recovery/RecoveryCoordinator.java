package io.tideline.connector.recovery;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is told on the JobManager of every failure of the tasks of an operator, and by the tasks of their
 * first records. Logs each failure with its place, and how long the recovery took. All its methods
 * are called by one thread. It keeps nothing in a checkpoint.
 */
final class RecoveryCoordinator implements OperatorCoordinator {

  private static final Logger LOG = LoggerFactory.getLogger(RecoveryCoordinator.class);
  private static final byte[] NO_STATE = new byte[0];

  private final String operator;
  private final MetricGroup metrics;
  private final RecoveryClock clock = new RecoveryClock();
  private Counter failures;
  private String job;

  RecoveryCoordinator(String operator, MetricGroup metrics) {
    this.operator = operator;
    this.metrics = metrics;
  }

  @Override
  public void start() {
    Map<String, String> names = metrics.getAllVariables();
    job = names.get("<job_name>") + " (" + names.get("<job_id>") + ")";
    failures = metrics.counter("taskFailures");
    metrics.gauge("recoveries", (Gauge<Long>) clock::recoveries);
    metrics.gauge("lastRecoveryMs", (Gauge<Long>) clock::lastRecoveryMs);
    metrics.gauge("lastRunningMs", (Gauge<Long>) clock::lastRunningMs);
    metrics.gauge("recoveringMs", (Gauge<Long>) () -> clock.recoveringMs(now()));
  }

  @Override
  public void executionAttemptFailed(int subtask, int attempt, Throwable reason) {
    boolean isFirst = clock.failed(subtask, attempt, now());
    if (reason == null) {
      // Told to stop for a task that failed. When that is none of this operator's, it is heard of
      // here only.
      if (isFirst) {
        LOG.warn(
            "job {}: operator {} is stopped and restarted because a task of another operator failed:"
                + " the line of this log with 'switched from' and 'to FAILED' has its place and reason",
            job,
            operator);
      }
    } else {
      failures.inc();
      LOG.warn(
          "job {}: operator {}, subtask {}, attempt {} failed: {}",
          job,
          operator,
          subtask,
          attempt,
          words(reason));
    }
  }

  private static String words(Throwable reason) {
    StringBuilder words = new StringBuilder(reason.toString());
    for (Throwable cause = reason.getCause(); cause != null; cause = cause.getCause()) {
      words.append(", because of ").append(cause);
    }
    return words.toString();
  }

  @Override
  public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {
    if (event == TaskEvent.RUNS) {
      if (clock.runs(subtask, attempt, now())) {
        LOG.info(
            "job {}: operator {}: all tasks run again, {} ms after the failure",
            job,
            operator,
            clock.lastRunningMs());
      }
    } else if (clock.passedRecord(subtask, attempt, now())) {
      LOG.info(
          "job {}: operator {}: recovered, the first record {} ms after the failure",
          job,
          operator,
          clock.lastRecoveryMs());
    }
  }

  @Override
  public void checkpointCoordinator(long checkpointId, CompletableFuture<byte[]> result) {
    result.complete(NO_STATE);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {}

  @Override
  public void resetToCheckpoint(long checkpointId, byte[] state) {}

  @Override
  public void subtaskReset(int subtask, long checkpointId) {}

  @Override
  public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {}

  @Override
  public void close() {}

  /** Unlike the time of day it never goes back. */
  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  /** Makes it where the job graph is scheduled. */
  static final class Provider implements OperatorCoordinator.Provider {

    private static final long serialVersionUID = 1L;

    private final String operator;
    private final OperatorID id;

    Provider(String operator, OperatorID id) {
      this.operator = operator;
      this.id = id;
    }

    @Override
    public OperatorID getOperatorId() {
      return id;
    }

    @Override
    public OperatorCoordinator create(Context context) {
      return new RecoveryCoordinator(operator, context.metricGroup());
    }
  }
}
