package io.tideline.runner.life;

import io.tideline.runner.cluster.ClusterAddress;
import io.tideline.runner.cluster.ClusterException;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.cluster.ProcessCluster;
import io.tideline.runner.cluster.UnreachableException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** On which cluster a verb works, and how long it waits. */
public final class ClusterOptions {

  private static final Pattern ADDRESS =
      Pattern.compile("(?:http://)?([^\\s:/]+|\\[[0-9a-fA-F:]+\\]):(\\d{1,5})/?");

  @Mixin private DataOptions data;

  @Option(
      names = {"-m", "--jobmanager"},
      paramLabel = "HOST:PORT",
      description =
          "The REST address of a session cluster (default: the cluster of 'tideline up').")
  private String jobManager;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2min",
      converter = DurationConverter.class,
      description = "How long it may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  public Duration timeout() {
    return timeout;
  }

  FlinkCluster connect() throws UnreachableException, ClusterException, InterruptedException {
    return FlinkCluster.connect(address(), timeout);
  }

  private ClusterAddress address() throws UnreachableException {
    return named()
        .or(this::local)
        .orElseThrow(
            () ->
                new UnreachableException(
                    "there is no cluster in "
                        + data.cluster()
                        + "; 'tideline up' starts one, --jobmanager names another",
                    null));
  }

  /** The cluster of {@code up}, whether it runs or not; empty when there never was one. */
  public Optional<ClusterAddress> local() {
    return ProcessCluster.address(data.cluster());
  }

  /** The cluster of --jobmanager. */
  public Optional<ClusterAddress> named() {
    if (jobManager == null) {
      return Optional.empty();
    }
    Matcher address = ADDRESS.matcher(jobManager);
    if (!address.matches() || Integer.parseInt(address.group(2)) > 65535) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--jobmanager must be HOST:PORT, such as flink.example:8081, not '" + jobManager + "'");
    }
    return Optional.of(
        new ClusterAddress(
            address.group(1),
            Integer.parseInt(address.group(2)),
            "see that it runs there, and that --jobmanager names its REST port"));
  }
}
