package io.tideline.runner.job;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.CompiledGraph;
import io.tideline.runner.compile.JobCompiler;
import io.tideline.runner.compile.SchemaChecks;
import io.tideline.runner.plan.Resumption;
import io.tideline.runner.plan.RouteForms;
import io.tideline.runner.script.RenderedStatement;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job on a Flink cluster in this JVM, from its newest checkpoint until it ends or is stopped. A
 * stop takes no savepoint and keeps the checkpoints, so the next start goes on from there.
 */
public final class LocalJob implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalJob.class);
  private static final long STOP_SECONDS = 20;

  private final String name;
  private final JobSettings settings;
  private final PrintStream out;
  private StateLock lock;
  private LocalCluster cluster;
  private volatile JobClient client;

  /**
   * @param name capture or deliver; begins every line
   */
  public LocalJob(String name, JobSettings settings, PrintStream out) {
    this.name = name;
    this.settings = settings;
    this.out = out;
  }

  /**
   * Starts the cluster and the job.
   *
   * @param letsGo whether what this removed route kept may be let go
   * @throws Exception when a statement is refused, state would be lost, another process runs this
   *     job, or the cluster does not start
   */
  public void start(List<RenderedStatement> statements, Predicate<String> letsGo) throws Exception {
    // A mistake in the SQL shows before anything starts.
    Compilation compiled = new JobCompiler(settings, SchemaChecks.AS_DECLARED).compile(statements);
    CompiledGraph job = compiled.job();
    lock = StateLock.take(settings.stateDirectory());
    StartedElsewhere.refuse(name, settings, this::say);
    Optional<RestorePoint> newest =
        new RestoreChoice(settings.mayRepeat())
            .choose(RestorePoints.in(settings.stateDirectory()), LOG::warn);
    Configuration submission = new Configuration();
    Resumption resumption = Resumption.of(compiled, settings.stateDirectory());
    if (newest.isPresent()) {
      resumption.from(newest.get().path(), submission, letsGo);
    }
    cluster = LocalCluster.start(settings, settings.webPort());
    say("web page " + cluster.address());
    cluster.addressInto(submission);
    resumption.remember();
    client = job.submit(submission);
    StartedJob.of(
            cluster.address(),
            client.getJobID().toString(),
            RouteForms.of(compiled),
            resumption.operators())
        .write(settings.stateDirectory());
    say(newest.map(point -> "resumed from " + point.path()).orElse("started fresh"));
    new EarlierRuns(settings.stateDirectory(), settings.retainedCheckpoints())
        .removeEvery(settings.checkpointInterval());
  }

  /**
   * Waits until the job ends by itself or is cancelled.
   *
   * @return the process's exit code: 1 when the job failed
   */
  public int await() throws InterruptedException {
    try {
      client.getJobExecutionResult().get();
      say("finished");
      return 0;
    } catch (ExecutionException e) {
      if (status() == JobStatus.CANCELED) {
        say("cancelled");
        return 0;
      }
      LOG.error("The job {} failed", name, e);
      Throwable cause = rootCause(e);
      say("failed: " + (cause.getMessage() == null ? cause : cause.getMessage()));
      return 1;
    }
  }

  /** Cancels the job, if it runs, and closes the cluster. */
  @Override
  public void close() throws Exception {
    if (client != null && !status().isGloballyTerminalState()) {
      try {
        client.cancel().get(STOP_SECONDS, TimeUnit.SECONDS);
        client.getJobExecutionResult().get(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        LOG.debug("The job {} is cancelled", name, e);
      }
    }
    if (cluster != null) {
      cluster.close();
    }
    if (client != null) {
      StartedJob.forget(settings.stateDirectory(), client.getJobID().toString());
    }
    if (lock != null) {
      lock.close();
    }
  }

  private JobStatus status() throws InterruptedException {
    try {
      return client.getJobStatus().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The state of the job {} is unknown", name, e);
      return JobStatus.FAILED;
    }
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private void say(String words) {
    out.println(name + ": " + words);
    out.flush();
  }
}
