package io.tideline.runner.life;

import io.tideline.runner.ProjectOptions;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.job.RestorePoint;
import io.tideline.runner.job.RestorePoints;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.runtime.client.JobStatusMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}: the jobs of a cluster, or what a job can go on from. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "List the jobs of a cluster, ended ones too, the newest first.",
      "With --restore-points, the savepoints and completed checkpoints in <job>.state.directory; that needs no cluster."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed, be it nothing",
      "2:a mistake in the configuration or the command line",
      "3:the cluster does not answer"
    })
public final class ListCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private ClusterOptions cluster;
  @Mixin private JobArgument argument;
  @Mixin private Output output;

  @Option(
      names = "--restore-points",
      description = "What the next start of a job can go on from, the newest first.")
  private boolean restorePoints;

  @Override
  public Integer call() throws Exception {
    List<String> names = argument.jobs();
    if (restorePoints) {
      for (String name : names) {
        JobSettings settings = new JobSettings(project.configuration(), name);
        for (RestorePoint point : RestorePoints.in(settings.stateDirectory())) {
          add(name, point);
        }
      }
    } else {
      try (FlinkCluster flink = cluster.connect()) {
        for (JobStatusMessage job : flink.jobs()) {
          // All jobs are also those that are not the pipeline's.
          if (names.size() > 1 || job.getJobName().equals(JobSettings.name(names.get(0)))) {
            add(job);
          }
        }
      }
    }
    output.end();
    return 0;
  }

  private void add(String name, RestorePoint point) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("job", name);
    object.put("kind", point.kind().name().toLowerCase(Locale.ROOT));
    object.put("completedAt", point.completedAt().toString());
    object.put("path", point.path());
    output.result(
        object,
        "%-8s %-10s %s  %12s ago  %s"
            .formatted(
                name,
                object.get("kind"),
                object.get("completedAt"),
                Ages.words(Duration.between(point.completedAt(), Instant.now())),
                point.path()));
  }

  private void add(JobStatusMessage job) {
    Instant start = Instant.ofEpochMilli(job.getStartTime());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", job.getJobId().toString());
    object.put("name", job.getJobName());
    object.put("state", job.getJobState().toString());
    object.put("startedAt", start.toString());
    output.result(
        object,
        "%s  %-17s %-10s started %s ago"
            .formatted(
                job.getJobId(),
                job.getJobName(),
                job.getJobState(),
                Ages.words(Duration.between(start, Instant.now()))));
  }
}
