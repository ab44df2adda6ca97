package io.tideline.runner.job;

import io.tideline.runner.RefusedException;
import io.tideline.runner.cluster.ClusterAddress;
import io.tideline.runner.cluster.ClusterException;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.cluster.UnreachableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.runtime.client.JobStatusMessage;

/**
 * Keeps a job from being started while the cluster runs it on which it was started before: two
 * would write the same changes.
 */
public final class StartedElsewhere {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private StartedElsewhere() {}

  /**
   * @param job capture or deliver
   * @param say takes a line when that cluster is gone
   * @throws RefusedException when the job runs there, or that cannot be known
   */
  public static void refuse(String job, JobSettings settings, Consumer<String> say)
      throws IOException, RefusedException, ClusterException, InterruptedException {
    Optional<StartedJob> before = StartedJob.in(settings.stateDirectory());
    if (before.isEmpty()) {
      return;
    }
    StartedJob started = before.get();
    ClusterAddress address = started.address();
    try (FlinkCluster cluster = FlinkCluster.connect(address, PATIENCE)) {
      Optional<JobStatusMessage> running = cluster.running(settings.name());
      if (running.filter(one -> one.getJobId().toString().equals(started.id())).isPresent()) {
        throw new RefusedException(
            "%s runs already, as job %s (%s) on %s; 'tideline stop %1$s --jobmanager %s:%d' ends it"
                .formatted(
                    job,
                    started.id(),
                    running.get().getJobState(),
                    address,
                    address.host(),
                    address.port()));
      }
    } catch (UnreachableException e) {
      if (!isGone(address, e)) {
        throw new RefusedException(
            "%s was started on %s, as job %s, and whether it runs there is not known: %s. When it has ended, remove %s"
                .formatted(
                    job,
                    address,
                    started.id(),
                    e.getMessage(),
                    StartedJob.file(settings.stateDirectory())));
      }
      say.accept("the cluster at %s that ran it is gone".formatted(address));
    }
  }

  /** Of this machine, and nothing listens there: without its JobManager no job goes on. */
  public static boolean isGone(ClusterAddress address, UnreachableException silence) {
    try {
      return silence.getCause() instanceof ConnectException
          && InetAddress.getByName(address.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
