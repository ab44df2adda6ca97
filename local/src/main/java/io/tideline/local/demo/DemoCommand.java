package io.tideline.local.demo;

import io.tideline.local.demo.progress.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tideline demo}: the whole way on this machine. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything on this machine: a database with a shop that changes, a DataHub server,",
      "and the capture and deliver jobs. Ctrl-C stops it; the next start goes on where it stopped."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final double STEADY_RATE = 300;
  private static final double HURRIED_RATE = 2000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--changes",
      paramLabel = "N",
      description = {
        "End when N rows have been changed since the shop was made: rebuild the tables from the",
        "files, compare them with the database, exit with 0 only if all agree."
      })
  private Long changes;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: .tideline of the project).")
  private Path data;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Changed rows a second at most (default: 300; 2000 with --changes).")
  private Double rate;

  @Option(
      names = "--web-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "First port to try for Flink's web pages (default: ${DEFAULT-VALUE}).")
  private int webPort;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = new Terminal(spec.commandLine().getOut(), System.console() != null);
    return new Demo(settings(), terminal).run();
  }

  private DemoSettings settings() {
    String home = System.getenv("TIDELINE_HOME");
    if (home == null || !Files.isExecutable(Path.of(home, "tideline"))) {
      throw refused("TIDELINE_HOME does not name the project's directory; start with ./tideline");
    }
    if (changes != null && changes < 1) {
      throw refused("--changes must be at least 1, not " + changes);
    }
    if (rate != null && !(rate > 0)) {
      throw refused("--rate must be above 0, not " + rate);
    }
    double standard = changes == null ? STEADY_RATE : HURRIED_RATE;
    return new DemoSettings(
        Path.of(home),
        (data == null ? Path.of(home, ".tideline") : data).toAbsolutePath().normalize(),
        changes == null ? OptionalLong.empty() : OptionalLong.of(changes),
        rate == null ? standard : rate,
        webPort);
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
