package io.tideline.runner.life;

import io.tideline.runner.cluster.ClusterAddress;
import io.tideline.runner.cluster.ClusterDirectory;
import io.tideline.runner.cluster.ClusterException;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.cluster.ProcessCluster;
import io.tideline.runner.cluster.UnreachableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code down}: ends the local cluster. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = {
      "Stop every process of the cluster that 'up' started.",
      "A job that runs takes no savepoint; its next start goes on from its newest checkpoint."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing of it runs any more", "1:a process could not be stopped"})
public final class DownCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(DownCommand.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Mixin private DataOptions data;
  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    ClusterDirectory directory = data.cluster();
    Optional<ClusterAddress> address = ProcessCluster.address(directory);
    if (address.isPresent() && !directory.processes().isEmpty()) {
      tellOfJobs(address.get());
    }
    int stopped = new ProcessCluster(directory, output::say).down();
    output.result(
        Map.of("stopped", stopped),
        stopped == 0 ? "nothing was up in " + directory : stopped + " processes stopped");
    output.end();
    return 0;
  }

  private void tellOfJobs(ClusterAddress address) throws InterruptedException {
    try (FlinkCluster cluster = FlinkCluster.connect(address, PATIENCE)) {
      for (JobStatusMessage job : cluster.jobs()) {
        if (!job.getJobState().isGloballyTerminalState()) {
          output.say(
              "%s (job %s) is %s; its next start goes on from its newest checkpoint"
                  .formatted(job.getJobName(), job.getJobId(), job.getJobState()));
        }
      }
    } catch (UnreachableException | ClusterException e) {
      // It is to end anyway.
      LOG.info("Whether jobs run is not known: {}", e.getMessage());
    }
  }
}
