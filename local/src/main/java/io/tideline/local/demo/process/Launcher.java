package io.tideline.local.demo.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the project's launcher for the demo's other processes. They do not see a terminal's
 * Ctrl-C, for the demo stops them in order, and they carry the demo's directory in their
 * environment, by which {@link Orphans} knows them.
 */
public final class Launcher {

  /** The environment variable that holds the demo's directory. */
  static final String MARK = "TIDELINE_DEMO";

  private static final String OURS = "TIDELINE_";

  private final Path home;
  private final Path directory;
  private final Path logs;

  /**
   * @param home the project's directory
   * @param directory the demo's directory
   * @param logs where the output of processes goes
   */
  public Launcher(Path home, Path directory, Path logs) {
    this.home = home;
    this.directory = directory;
    this.logs = logs;
  }

  /** Starts the process; its output goes to {@link #log}. */
  public Process start(Program program) throws IOException {
    // A JVM leaves a SIGINT ignored that was ignored when it started.
    List<String> command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "trap '' INT; exec \"$@\"",
                "sh",
                home.resolve("tideline").toString()));
    command.addAll(program.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(program).toFile()));
    Map<String, String> environment = builder.environment();
    // What the user set for jobs of his own is not for those of the demo.
    environment.keySet().removeIf(name -> name.startsWith(OURS));
    environment.putAll(program.environment());
    environment.put(MARK, directory.toString());
    environment.put("TIDELINE_LOGS", logs.toString());
    environment.put("TIDELINE_HEAP", program.heapMegabytes() + "m");
    // The demo was built when it started; sources edited since then are for the next start.
    environment.put("TIDELINE_BUILD", "no");
    return builder.start();
  }

  /** Where the process' output goes. */
  public Path log(Program program) {
    return logs.resolve(program.name() + ".out");
  }
}
