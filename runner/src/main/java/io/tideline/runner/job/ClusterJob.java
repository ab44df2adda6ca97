package io.tideline.runner.job;

import io.tideline.runner.RefusedException;
import io.tideline.runner.cluster.ClusterException;
import io.tideline.runner.cluster.FailureWords;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.cluster.UnreachableException;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** One of the pipeline's jobs on a Flink cluster: compiled here, run there. */
public final class ClusterJob {

  private static final long POLL_MILLIS = 250;

  private final JobSettings settings;
  private final StreamTableEnvironment tables;
  private final StatementSet inserts;

  /**
   * Compiles the job without starting anything.
   *
   * @throws ScriptException when a statement is refused
   */
  public ClusterJob(JobSettings settings, List<RenderedStatement> statements)
      throws ScriptException {
    this.settings = settings;
    this.tables = StreamTableEnvironment.create(new StreamExecutionEnvironment(settings.flink()));
    this.inserts = new Pipeline(tables).load(statements);
  }

  /**
   * @param job capture or deliver
   * @throws RefusedException when the job runs there already
   */
  public static void refuseSecond(String job, FlinkCluster cluster)
      throws RefusedException, UnreachableException, ClusterException, InterruptedException {
    Optional<JobStatusMessage> running = cluster.running(JobSettings.name(job));
    if (running.isPresent()) {
      throw new RefusedException(
          "%s runs there already, as job %s (%s); 'tideline restart %1$s' starts it as it is now"
              .formatted(job, running.get().getJobId(), running.get().getJobState()));
    }
  }

  /** Hands the job to the cluster. */
  public JobID submit(FlinkCluster cluster, Optional<RestorePoint> from) throws ClusterException {
    Configuration submission = new Configuration();
    FlinkCluster.into(submission, cluster.address());
    from.ifPresent(point -> submission.set(StateRecoveryOptions.SAVEPOINT_PATH, point.path()));
    tables.getConfig().addConfiguration(submission);
    try {
      return inserts.execute().getJobClient().orElseThrow().getJobID();
    } catch (RuntimeException e) {
      throw new ClusterException(settings.name() + " does not start: " + mend(FailureWords.of(e)), e);
    }
  }

  /**
   * Waits until every task of the job runs.
   *
   * @param say takes a line for what keeps it waiting
   * @throws ClusterException when the job fails, or does not run in time; it stays as it is then
   */
  public void awaitRunning(FlinkCluster cluster, JobID job, Duration patience, Consumer<String> say)
      throws ClusterException, UnreachableException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    String said = "";
    while (true) {
      JobStatus status = cluster.status(job);
      if (status.isGloballyTerminalState()) {
        throw new ClusterException(
            "%s (job %s) is %s: %s"
                .formatted(
                    settings.name(),
                    job,
                    status,
                    mend(cluster.failure(job).orElse("it has nothing to do"))));
      }
      if (status == JobStatus.RUNNING && areTasksRunning(cluster.page("/jobs/" + job))) {
        return;
      }
      String reason = waiting(cluster, job, status);
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "%s (job %s) does not run after %d s: %s"
                .formatted(settings.name(), job, patience.toSeconds(), reason));
      }
      if (status == JobStatus.RESTARTING && !reason.equals(said)) {
        say.accept(reason);
        said = reason;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static boolean areTasksRunning(JsonNode job) {
    for (JsonNode vertex : job.path("vertices")) {
      if (vertex.path("tasks").path("RUNNING").asInt() != vertex.path("parallelism").asInt()) {
        return false;
      }
    }
    return !job.path("vertices").isEmpty();
  }

  private String waiting(FlinkCluster cluster, JobID job, JobStatus status)
      throws ClusterException, UnreachableException, InterruptedException {
    JsonNode newest =
        cluster
            .page("/jobs/" + job + "/exceptions?maxExceptions=1")
            .path("exceptionHistory")
            .path("entries")
            .path(0);
    if (!newest.isMissingNode()) {
      return status + ", " + FailureWords.ofTrace(newest.path("stacktrace").asText());
    }
    int free = cluster.page("/overview").path("slots-available").asInt();
    return "%s, needs %d slots at once, %d more are free"
        .formatted(status, settings.parallelism(), free);
  }

  /** Flink names an operator by a hash; what a person did is more to the point. */
  private static String mend(String failure) {
    if (failure.contains("because the operator is not available in the new program")) {
      return "the restore point has state of an operator that the job no longer has ("
          + failure.replaceAll("(?s)^.*state for operator (\\w+) to.*$", "id $1")
          + "): a table of files or a stream was removed or renamed in the SQL. Put it back";
    }
    return failure;
  }
}
