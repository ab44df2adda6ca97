package io.tideline.runner.life;

import io.tideline.runner.ProjectOptions;
import io.tideline.runner.cluster.FlinkCluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cancel}: ends a job as it is. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "End a job without a savepoint. Its checkpoints stay, and the next start goes on from the newest.",
      "For a job that cannot take a savepoint; 'stop' is the usual way."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:cancelled",
      "1:it could not be cancelled",
      "2:a mistake in the configuration or the command line",
      "3:the cluster does not answer, or not in time",
      "4:refused: the job does not run"
    })
public final class CancelCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private ClusterOptions cluster;
  @Mixin private JobArgument argument;
  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    List<String> names = argument.jobs();
    try (FlinkCluster flink = cluster.connect()) {
      for (String name : names) {
        RunningJob job = RunningJob.find(project, name, flink);
        job.cancel(cluster.timeout());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("job", name);
        object.put("id", job.id().toString());
        output.result(object, "%s: cancelled (job %s)".formatted(name, job.id()));
      }
    }
    output.end();
    return 0;
  }
}
