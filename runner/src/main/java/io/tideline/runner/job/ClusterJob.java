package io.tideline.runner.job;

import io.tideline.runner.RefusedException;
import io.tideline.runner.cluster.ClusterException;
import io.tideline.runner.cluster.FailureWords;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.cluster.UnreachableException;
import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.CompiledGraph;
import io.tideline.runner.compile.JobCompiler;
import io.tideline.runner.compile.SchemaChecks;
import io.tideline.runner.plan.Resumption;
import io.tideline.runner.plan.RouteForms;
import io.tideline.runner.plan.StateComparison;
import io.tideline.runner.plan.StateLossException;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** One of the pipeline's jobs on a Flink cluster: compiled here, run there. */
public final class ClusterJob {

  private static final long POLL_MILLIS = 250;

  private final JobSettings settings;
  private final CompiledGraph job;
  private final Resumption resumption;
  private final Map<String, RouteForms.Form> routes;
  private final Configuration submission = new Configuration();

  /**
   * Compiles the job without starting anything.
   *
   * @throws ScriptException when a statement is refused
   */
  public ClusterJob(JobSettings settings, List<RenderedStatement> statements)
      throws IOException, ScriptException {
    Compilation compiled = new JobCompiler(settings, SchemaChecks.AS_DECLARED).compile(statements);
    this.settings = settings;
    this.job = compiled.job();
    this.resumption = Resumption.of(compiled, settings.stateDirectory());
    this.routes = RouteForms.of(compiled);
  }

  /**
   * The routes that have state there and are not in the job.
   *
   * @throws StateLossException when other state would be lost
   */
  public Set<String> removedRoutes(RestorePoint from) throws IOException, StateLossException {
    StateComparison comparison = resumption.compare(from.path());
    comparison.refuseLoss();
    return comparison.removedRoutes();
  }

  /**
   * Has the job go on from there when it is submitted.
   *
   * @param letsGo whether what this removed route kept may be let go
   * @throws StateLossException when other state would be lost
   */
  public void resume(RestorePoint from, Predicate<String> letsGo)
      throws IOException, StateLossException {
    resumption.from(from.path(), submission, letsGo);
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

  /** Hands the job to the cluster; may be called once. */
  public JobID submit(FlinkCluster cluster) throws IOException, ClusterException {
    FlinkCluster.into(submission, cluster.address());
    resumption.remember();
    JobID id;
    try {
      id = job.submit(submission).getJobID();
    } catch (Exception e) {
      throw new ClusterException(settings.name() + " does not start: " + FailureWords.of(e), e);
    }
    StartedJob.of(cluster.address().uri(), id.toString(), routes, resumption.operators())
        .write(settings.stateDirectory());
    return id;
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
                    cluster.failure(job).orElse("it has nothing to do")));
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
}
