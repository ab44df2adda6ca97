package io.tideline.tests.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A cluster of {@code tideline up}, and the launcher's verbs on it, as a user types them. */
public final class TidelineCluster implements AutoCloseable {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> WITH_SQL =
      List.of("start", "restart", "plan", "run", "validate");
  private static final List<String> WITHOUT_CLUSTER = List.of("topic", "run", "validate");
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  private final Path directory;
  private final Path sql;
  private final Map<String, String> environment;
  private URI address;

  /**
   * @param directory for all that it writes
   * @param environment of the cluster and of the verbs
   */
  public TidelineCluster(Path directory, Map<String, String> environment) throws IOException {
    this.directory = directory;
    this.environment = environment;
    this.sql = directory.resolve("sql");
    copy(PROJECT.resolve("sql"), sql);
  }

  /** A copy of the project's SQL, to be edited. */
  public Path sql() {
    return sql;
  }

  public Result up(String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--web-port", "0"));
    arguments.addAll(List.of(more));
    Result result = verb("up", arguments.toArray(String[]::new));
    Matcher named = ADDRESS.matcher(result.output());
    if (named.find()) {
      address = URI.create(named.group());
    }
    return result;
  }

  /**
   * @param job capture or deliver
   */
  public JobPages job(String job) {
    return new JobPages(address, "tideline-" + job);
  }

  /** Runs a verb to its end. */
  public Result verb(String verb, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROJECT.resolve("tideline").toString(), verb));
    command.addAll(List.of(arguments));
    if (!WITHOUT_CLUSTER.contains(verb)) {
      command.addAll(List.of("--data", directory.toString()));
    }
    if (WITH_SQL.contains(verb)) {
      command.addAll(List.of("--sql", sql.toString()));
    }
    Path out = Files.createTempFile(directory, verb, ".out");
    Path err = Files.createTempFile(directory, verb, ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("TIDELINE_BUILD", "no");
    builder.environment().put("TIDELINE_LOGS", directory.resolve("logs").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command + " does not end; its output is in " + out);
    }
    Result result =
        new Result(
            String.join(" ", command),
            process.exitValue(),
            Files.readString(out),
            Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return result;
  }

  /** As {@code kill -9} does. */
  public void kill(String process) throws IOException {
    ProcessHandle handle = process(process);
    handle.destroyForcibly();
    await().atMost(Duration.ofMinutes(1)).until(() -> !isRunning(handle));
  }

  private ProcessHandle process(String name) throws IOException {
    String pid = Files.readString(directory.resolve("cluster").resolve(name + ".pid"));
    return ProcessHandle.of(Long.parseLong(pid.strip().split(" ")[0])).orElseThrow();
  }

  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    verb("down").requireSuccess();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** How a verb ended. */
  public record Result(String command, int exit, String standardOutput, String errors) {

    /** Both that a terminal shows. */
    public String output() {
      return standardOutput + errors;
    }

    /**
     * @return {@link #output()}
     */
    public String requireSuccess() {
      if (exit != 0) {
        throw new AssertionError(command + " exited with " + exit + ":\n" + output());
      }
      return output();
    }
  }
}
