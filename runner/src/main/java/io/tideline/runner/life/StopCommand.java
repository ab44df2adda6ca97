package io.tideline.runner.life;

import io.tideline.runner.ProjectOptions;
import io.tideline.runner.cluster.FlinkCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stop}: ends a job with a savepoint. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "Take a savepoint and stop the job. The next start goes on from there.",
      "If the savepoint fails, the job runs on."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped, with a savepoint",
      "1:the savepoint failed; the job runs on",
      "2:a mistake in the configuration or the command line",
      "3:the cluster does not answer, or not in time",
      "4:refused: the job does not run"
    })
public final class StopCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private ClusterOptions cluster;
  @Mixin private JobArgument argument;
  @Mixin private Output output;

  @Option(
      names = "--drain",
      description =
          "Let what is open be finished, as at the end of all input: no file stays in progress. For a route that"
              + " is to go, or a table of files that gets another format.")
  private boolean drain;

  @Override
  public Integer call() throws Exception {
    List<String> names = argument.jobs();
    try (FlinkCluster flink = cluster.connect()) {
      List<RunningJob> jobs = new ArrayList<>();
      for (String name : names) {
        jobs.add(RunningJob.find(project, name, flink));
      }
      for (RunningJob job : jobs) {
        output.say(job.name() + ": taking a savepoint of job " + job.id());
        String path = job.stop(drain, cluster.timeout());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("job", job.name());
        object.put("id", job.id().toString());
        object.put("savepoint", path);
        output.result(object, job.name() + ": stopped, savepoint " + path);
      }
    }
    output.end();
    return 0;
  }
}
