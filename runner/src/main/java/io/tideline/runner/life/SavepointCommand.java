package io.tideline.runner.life;

import io.tideline.runner.ProjectOptions;
import io.tideline.runner.cluster.FlinkCluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code savepoint}: one of a job that goes on. */
@Command(
    name = "savepoint",
    mixinStandardHelpOptions = true,
    description = {
      "Take a savepoint; the job goes on.",
      "It is kept below <job>.state.directory until somebody removes it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:taken",
      "1:it failed; the job goes on",
      "2:a mistake in the configuration or the command line",
      "3:the cluster does not answer, or not in time",
      "4:refused: the job does not run"
    })
public final class SavepointCommand implements Callable<Integer> {

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
        String path = job.savepoint();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("job", name);
        object.put("id", job.id().toString());
        object.put("savepoint", path);
        output.result(object, name + ": savepoint " + path);
      }
    }
    output.end();
    return 0;
  }
}
