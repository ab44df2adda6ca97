package io.tideline.runner.life;

import io.tideline.runner.LogSettings;
import io.tideline.runner.ProjectOptions;
import io.tideline.runner.cluster.ClusterAddress;
import io.tideline.runner.cluster.ClusterDirectory;
import io.tideline.runner.cluster.ClusterProgram;
import io.tideline.runner.cluster.ClusterSize;
import io.tideline.runner.cluster.ProcessCluster;
import io.tideline.runner.configuration.PipelineConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}: a Flink cluster of processes on this machine. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start a Flink cluster on this machine: a JobManager and TaskManagers, each a process.",
      "What runs already stays, so it also brings back what died. The processes see the environment that 'up' has:"
          + " set the secrets before."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the cluster is up",
      "1:a process ended as it started, or the port is taken",
      "2:a mistake in the configuration or the command line",
      "3:it was not up in time"
    })
public final class UpCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private DataOptions data;
  @Mixin private Output output;

  @Option(
      names = "--taskmanagers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many TaskManagers run at least (default: ${DEFAULT-VALUE}).")
  private int taskManagers;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "Slots of a TaskManager (default: taskmanager.numberOfTaskSlots of conf/config.yaml)."
              + " A job needs as many as its parallelism.")
  private Integer slots;

  @Option(
      names = "--web-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description =
          "Port of the REST interface and web page; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int webPort;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2min",
      converter = DurationConverter.class,
      description = "How long it may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    require(taskManagers >= 0 && taskManagers <= 100, "--taskmanagers must be from 0 to 100");
    require(slots == null || slots >= 1 && slots <= 1000, "--slots must be from 1 to 1000");
    require(webPort >= 0 && webPort <= 65535, "--web-port must be from 0 to 65535");
    String home = project.environment().get("TIDELINE_HOME");
    require(home != null, "TIDELINE_HOME does not name the project's directory; use ./tideline");
    PipelineConfiguration configuration = project.configuration();
    ClusterDirectory directory = data.cluster();
    long begin = System.nanoTime();
    ClusterAddress address =
        new ProcessCluster(directory, output::say)
            .up(
                new ClusterProgram(
                    Path.of(home), configuration, new LogSettings(configuration).properties()),
                new ClusterSize(taskManagers, slots == null ? 0 : slots, webPort),
                timeout);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("address", address.toString());
    object.put("taskManagers", taskManagers);
    object.put("logs", directory.logs().toString());
    output.result(
        object,
        "up after %.1f s: %s, logs in %s"
            .formatted((System.nanoTime() - begin) / 1e9, address, directory.logs()));
    output.end();
    return 0;
  }

  private void require(boolean holds, String words) {
    if (!holds) {
      throw new CommandLine.ParameterException(spec.commandLine(), words);
    }
  }
}
