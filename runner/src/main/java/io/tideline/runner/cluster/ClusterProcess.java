package io.tideline.runner.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of a local cluster. It outlives the one that starts it and is known by a file with its
 * pid and start, so that another process with the same pid is not taken for it.
 */
public final class ClusterProcess {

  // The system's clock ticks and its idea of when it was booted is a little different each time.
  private static final Duration SAME_START = Duration.ofSeconds(3);

  private final String name;
  private final Path pidFile;

  ClusterProcess(String name, Path pidFile) {
    this.name = name;
    this.pidFile = pidFile;
  }

  public String name() {
    return name;
  }

  /** Starts it unless it runs. A Ctrl-C or a closed terminal is not for it. */
  ProcessHandle start(List<String> command, Map<String, String> environment, Path output)
      throws IOException {
    // A JVM leaves a signal ignored that was ignored when it started.
    List<String> shielded =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    shielded.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(shielded)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    ProcessHandle process = builder.start().toHandle();
    Instant start = process.info().startInstant().orElse(Instant.EPOCH);
    Files.writeString(pidFile, process.pid() + " " + start.toEpochMilli() + "\n");
    return process;
  }

  /** Empty when it never started or has ended. */
  public Optional<ProcessHandle> running() throws IOException {
    String[] words;
    try {
      words = Files.readString(pidFile).strip().split(" ");
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (words.length != 2) {
      return Optional.empty();
    }
    Instant start = Instant.ofEpochMilli(Long.parseLong(words[1]));
    return ProcessHandle.of(Long.parseLong(words[0]))
        // One that ended but that its parent has not asked for yet has no command.
        .filter(process -> process.isAlive() && process.info().command().isPresent())
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(at -> Duration.between(start, at).abs().compareTo(SAME_START) < 0)
                    .orElse(false));
  }

  /**
   * Asks it to end, and ends it by force when that takes too long.
   *
   * @return whether it had to be ended by force
   */
  boolean stop(Duration patience) throws IOException, InterruptedException {
    boolean forced = false;
    Optional<ProcessHandle> process = running();
    if (process.isPresent()) {
      process.get().destroy();
      try {
        process.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        forced = true;
        process.get().destroyForcibly();
        process.get().onExit().join();
      }
    }
    Files.deleteIfExists(pidFile);
    return forced;
  }
}
