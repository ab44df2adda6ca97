package io.tideline.runner.life;

import io.tideline.runner.ProjectOptions;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.job.RestoreRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code restart}: a job as its SQL and configuration are now. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = {
      "Stop a job with a savepoint and start it from there, with the SQL and configuration as they are now.",
      "A mistake in them shows before the job is stopped, and so does state that would be lost. The files of a route"
          + " that is gone are finished first."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all its tasks run again",
      "1:the savepoint failed and the job runs on, or the new job failed",
      "2:a mistake in the configuration, the SQL or the command line; the job runs on",
      "3:the cluster does not answer, or not in time",
      "4:refused: the job does not run, or state would be lost"
    })
public final class RestartCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private ClusterOptions cluster;
  @Mixin private JobArgument argument;
  @Mixin private Output output;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Instances of each operator (default: <job>.parallelism).")
  private Integer parallelism;

  @Option(
      names = "--drain",
      description = "Let what is open be finished before, as 'stop --drain' does.")
  private boolean drain;

  @Override
  public Integer call() throws Exception {
    if (parallelism != null) {
      argument.requireOne("--parallelism");
    }
    List<String> names = argument.jobs();
    try (FlinkCluster flink = cluster.connect()) {
      List<RunningJob> running = new ArrayList<>();
      List<Launch> launches = new ArrayList<>();
      List<Set<String>> removed = new ArrayList<>();
      for (String job : names) {
        running.add(RunningJob.find(project, job, flink));
        Launch launch = Launch.prepare(project, job, parallelism);
        removed.add(launch.removedRoutes(running.get(running.size() - 1), output));
        launches.add(launch);
      }
      for (int i = 0; i < launches.size(); i++) {
        RunningJob job = running.get(i);
        Set<String> gone = removed.get(i);
        if (!gone.isEmpty()) {
          output.say(
              job.name()
                  + ": finishing the files of "
                  + String.join(", ", gone)
                  + ", whose route is gone");
        }
        output.say(job.name() + ": taking a savepoint of job " + job.id());
        boolean drained = drain || !gone.isEmpty();
        String path = job.stop(drained, cluster.timeout());
        output.say(job.name() + ": stopped, savepoint " + path);
        // Drained, no route has anything open; otherwise none may be let go.
        launches.get(i).restore(RestoreRequest.from(path), route -> drained, output);
        launches.get(i).start(flink, cluster.timeout(), output);
      }
    }
    output.end();
    return 0;
  }
}
