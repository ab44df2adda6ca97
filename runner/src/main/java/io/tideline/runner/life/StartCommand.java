package io.tideline.runner.life;

import io.tideline.runner.ProjectOptions;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.job.ClusterJob;
import io.tideline.runner.job.RestoreRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code start}: a job on a cluster, from its newest restore point. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Start a job on a cluster, from its newest savepoint or completed checkpoint.",
      "Configuration and SQL are checked before anything starts. A job that runs already is not started again."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all its tasks run",
      "1:the job failed, or did not run in time",
      "2:a mistake in the configuration, the SQL or the command line",
      "3:the cluster does not answer",
      "4:refused: the job runs already, rows would be in files twice, or state would be lost"
    })
public final class StartCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private ClusterOptions cluster;
  @Mixin private JobArgument argument;
  @Mixin private Output output;

  @ArgGroup private From from;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Instances of each operator (default: <job>.parallelism).")
  private Integer parallelism;

  @Option(
      names = "--drop-state",
      paramLabel = "ROUTE",
      split = ",",
      description = ProjectOptions.DROP_STATE)
  private Set<String> dropped = Set.of();

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** From where, when not from the newest point. */
  private static final class From {
    @Option(
        names = "--fresh",
        required = true,
        description =
            "From nothing, as if the job had never run: capture takes a new snapshot, deliver reads the"
                + " whole topic and refuses an output.path that has files.")
    private boolean fresh;

    @Option(
        names = "--from",
        required = true,
        paramLabel = "PATH",
        description = "From this savepoint or checkpoint.")
    private String path;
  }

  @Override
  public Integer call() throws Exception {
    List<Launch> launches = new ArrayList<>();
    RestoreRequest request = request();
    if (parallelism != null) {
      argument.requireOne("--parallelism");
    }
    List<String> names = argument.jobs();
    try (FlinkCluster flink = cluster.connect()) {
      for (String job : names) {
        ClusterJob.refuseSecond(job, flink);
      }
      for (String job : names) {
        Launch launch = Launch.prepare(project, job, parallelism);
        launch.refuseSecond(output);
        launch.restore(request, dropped::contains, output);
        launches.add(launch);
      }
      for (Launch launch : launches) {
        launch.start(flink, cluster.timeout(), output);
      }
    }
    output.end();
    return 0;
  }

  private RestoreRequest request() {
    if (from == null) {
      return RestoreRequest.newest();
    }
    if (from.fresh) {
      return RestoreRequest.fresh();
    }
    argument.requireOne("--from");
    return RestoreRequest.from(from.path);
  }
}
