package io.tideline.runner.life;

import io.tideline.runner.ExitCode;
import io.tideline.runner.ProjectOptions;
import io.tideline.runner.cluster.ClusterException;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.cluster.JobPages;
import io.tideline.runner.cluster.UnreachableException;
import io.tideline.runner.job.JobSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.runtime.client.JobStatusMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: how the jobs are. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Show how a job is: its state, restarts, checkpoints, last failures with their reasons, how far it is behind,",
      "and how long its last recovery took."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every job that was asked for is RUNNING",
      "2:a mistake in the configuration or the command line",
      "3:the cluster does not answer",
      "4:a job does not run"
    })
public final class StatusCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private ClusterOptions cluster;
  @Mixin private JobArgument argument;
  @Mixin private Output output;

  @Option(
      names = "--failures",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many of the last failures (default: ${DEFAULT-VALUE}).")
  private int failures;

  @Override
  public Integer call() throws Exception {
    boolean allRun = true;
    List<String> names = argument.jobs();
    try (FlinkCluster flink = cluster.connect()) {
      for (String name : names) {
        JobSettings settings = new JobSettings(project.configuration(), name);
        Map<String, Object> object = look(flink, name, settings.name());
        allRun &= "RUNNING".equals(object.get("state"));
        output.result(object, new StatusLines(object).toString());
      }
    }
    output.end();
    return allRun ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** The one that runs, or else the last that did. */
  private Map<String, Object> look(FlinkCluster flink, String name, String flinkName)
      throws UnreachableException, ClusterException, InterruptedException {
    List<JobStatusMessage> jobs =
        flink.jobs().stream().filter(job -> job.getJobName().equals(flinkName)).toList();
    Optional<JobStatusMessage> job =
        jobs.stream()
            .filter(one -> !one.getJobState().isGloballyTerminalState())
            .findFirst()
            .or(() -> jobs.stream().findFirst());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("job", name);
    if (job.isEmpty()) {
      object.put("state", null);
      return object;
    }
    JobPages pages = new JobPages(flink, job.get().getJobId());
    object.put("id", job.get().getJobId().toString());
    object.putAll(pages.state());
    object.put("checkpoints", pages.checkpoints());
    object.put("failures", pages.failures(failures));
    object.put("metrics", pages.metrics());
    return object;
  }
}
