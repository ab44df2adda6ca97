package io.tideline.runner.life;

import io.tideline.runner.ProjectOptions;
import io.tideline.runner.RefusedException;
import io.tideline.runner.cluster.ClusterException;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.cluster.UnreachableException;
import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.job.RestorePoint;
import io.tideline.runner.job.RestorePoints;
import io.tideline.runner.job.StartedJob;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;

/** One of the pipeline's jobs that runs on a cluster. */
final class RunningJob {

  private static final long POLL_MILLIS = 200;

  private final String name;
  private final JobSettings settings;
  private final FlinkCluster cluster;
  private final JobID id;

  private RunningJob(String name, JobSettings settings, FlinkCluster cluster, JobID id) {
    this.name = name;
    this.settings = settings;
    this.cluster = cluster;
    this.id = id;
  }

  /**
   * @throws RefusedException when it does not run there
   */
  static RunningJob find(ProjectOptions project, String name, FlinkCluster cluster)
      throws IOException,
          ConfigurationException,
          RefusedException,
          UnreachableException,
          ClusterException,
          InterruptedException {
    JobSettings settings = new JobSettings(project.configuration(), name);
    JobStatusMessage job =
        cluster
            .running(settings.name())
            .orElseThrow(
                () ->
                    new RefusedException(
                        "%s does not run on %s; 'tideline list' shows what does"
                            .formatted(name, cluster.address())));
    return new RunningJob(name, settings, cluster, job.getJobId());
  }

  String name() {
    return name;
  }

  JobID id() {
    return id;
  }

  /** Of this run: its directory has the id of the job. */
  Optional<RestorePoint> newestCheckpoint() throws IOException {
    return RestorePoints.in(settings.stateDirectory()).stream()
        .filter(point -> point.path().contains("/" + id + "/"))
        .findFirst();
  }

  /**
   * Takes a savepoint and ends the job; if the savepoint fails, the job runs on.
   *
   * @return the savepoint's path
   */
  String stop(boolean drain, Duration patience)
      throws IOException, UnreachableException, ClusterException, InterruptedException {
    String path = explained(() -> cluster.stop(id, drain, savepoints()));
    awaitEnd(patience);
    StartedJob.forget(settings.stateDirectory(), id.toString());
    return path;
  }

  /**
   * @return the savepoint's path
   */
  String savepoint() throws UnreachableException, ClusterException, InterruptedException {
    return explained(() -> cluster.savepoint(id, savepoints()));
  }

  void cancel(Duration patience)
      throws IOException, UnreachableException, ClusterException, InterruptedException {
    cluster.cancel(id);
    awaitEnd(patience);
    StartedJob.forget(settings.stateDirectory(), id.toString());
  }

  private String savepoints() {
    return RestorePoints.savepoints(settings.stateDirectory());
  }

  private String explained(Trigger trigger)
      throws UnreachableException, ClusterException, InterruptedException {
    try {
      return trigger.run();
    } catch (ClusterException e) {
      throw new ClusterException(
          "%s (job %s, %s): %s; the job goes on. 'tideline cancel' ends it without one, its checkpoints stay"
              .formatted(name, id, cluster.status(id), e.getMessage()),
          e);
    }
  }

  private void awaitEnd(Duration patience)
      throws UnreachableException, ClusterException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    JobStatus status = cluster.status(id);
    while (!status.isGloballyTerminalState()) {
      if (System.nanoTime() > deadline) {
        throw new UnreachableException(
            "%s (job %s) is still %s after %d s; --timeout gives it more"
                .formatted(name, id, status, patience.toSeconds()),
            null);
      }
      Thread.sleep(POLL_MILLIS);
      status = cluster.status(id);
    }
  }

  /** What asks the cluster for a savepoint. */
  private interface Trigger {
    String run() throws UnreachableException, ClusterException, InterruptedException;
  }
}
