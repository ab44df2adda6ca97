package io.tideline.tests.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A verb of the launcher in a process of its own, as a user would start it. */
public final class TidelineProcess implements AutoCloseable {

  private static final Path LAUNCHER = Path.of("..", "tideline").toAbsolutePath().normalize();

  private final Process process;
  private final Path output;

  private TidelineProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * @param directory where it runs and where its output and logs go
   * @param environment what is set for it besides the test's own
   */
  public static TidelineProcess start(
      Path directory, Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, arguments[0] + "-", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("TIDELINE_BUILD", "no");
    builder.environment().put("TIDELINE_LOGS", directory.resolve("logs").toString());
    builder.environment().putAll(environment);
    return new TidelineProcess(builder.start(), output);
  }

  /** Runs it to its end; what it printed. */
  public static String run(Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    try (TidelineProcess process = start(directory, environment, arguments)) {
      int exit = process.awaitExit();
      if (exit != 0) {
        throw new AssertionError(
            String.join(" ", arguments) + " exited with " + exit + ":\n" + process.output());
      }
      return process.output();
    }
  }

  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      throw new AssertionError("still running; its output is in " + output);
    }
    return process.exitValue();
  }

  public String output() throws IOException {
    return Files.readString(output);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** For its processor time. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** As {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to stop and waits. */
  public int stop() throws InterruptedException {
    process.destroy();
    return awaitExit();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
