package io.tideline.tests.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Flink cluster of separate processes from flink/target/flink/lib, and its command line. */
public final class FlinkHome implements AutoCloseable {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final String LIB = PROJECT.resolve("flink/target/flink/lib") + "/*";
  private static final Path RUNNER = PROJECT.resolve("runner/target/tideline-runner.jar");
  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

  private final Path directory;
  private final Map<String, String> environment;
  private final int restPort = freePort();
  private final List<Process> processes = new ArrayList<>();

  private FlinkHome(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /**
   * A JobManager that runs the runner with these arguments, and a TaskManager.
   *
   * @param directory for configuration, logs and temporary files
   * @param environment of all processes besides the test's own
   */
  public static FlinkHome application(
      Path directory, Map<String, String> environment, String... arguments) throws Exception {
    return application(directory, environment, List.of(), arguments);
  }

  /** The same, from a savepoint on. */
  public static FlinkHome applicationFrom(
      String savepoint, Path directory, Map<String, String> environment, String... arguments)
      throws Exception {
    return application(directory, environment, List.of("-s", savepoint), arguments);
  }

  private static FlinkHome application(
      Path directory, Map<String, String> environment, List<String> flink, String... arguments)
      throws Exception {
    FlinkHome home = new FlinkHome(directory, environment);
    home.configure();
    List<String> job = new ArrayList<>(flink);
    job.addAll(List.of("--job-classname", "io.tideline.runner.Tideline", "--"));
    job.addAll(List.of(arguments));
    home.jobManager(
        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint", job);
    home.taskManager();
    return home;
  }

  /** A JobManager that waits for jobs, and a TaskManager. */
  public static FlinkHome session(Path directory, Map<String, String> environment)
      throws Exception {
    FlinkHome home = new FlinkHome(directory, environment);
    home.configure();
    home.jobManager(
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", List.of());
    home.taskManager();
    return home;
  }

  /** What {@code flink run -d} with the runner prints; fails when it is refused. */
  public String run(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("run", "-d", "-m", "127.0.0.1:" + restPort, RUNNER.toString()));
    command.addAll(List.of(arguments));
    Process client =
        java("client", LIB, List.of(), "org.apache.flink.client.cli.CliFrontend", command);
    if (!client.waitFor(3, TimeUnit.MINUTES) || client.exitValue() != 0) {
      client.destroyForcibly();
      throw new AssertionError("flink run failed:\n" + output("client"));
    }
    return output("client");
  }

  /** The answer of the cluster's REST interface; empty while there is none. */
  public String rest(String path) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      // Not up yet: whoever asks waits and asks again.
      return "";
    }
  }

  /** Of its REST interface, as a verb's {@code --jobmanager} takes it. */
  public String address() {
    return "127.0.0.1:" + restPort;
  }

  /** Waits until the JobManager has ended by itself; its exit code. */
  public int awaitJobManagerExit() throws InterruptedException {
    Process jobManager = processes.get(0);
    if (!jobManager.waitFor(2, TimeUnit.MINUTES)) {
      throw new AssertionError("the JobManager still runs:\n" + output("jobmanager"));
    }
    return jobManager.exitValue();
  }

  public boolean isAlive() {
    return processes.stream().allMatch(Process::isAlive);
  }

  public String output(String process) {
    try {
      return Files.readString(directory.resolve(process + ".out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  private void configure() throws IOException {
    Files.createDirectories(directory.resolve("tmp"));
    Files.writeString(
        directory.resolve("config.yaml"),
        """
        jobmanager.memory.process.size: 640m
        taskmanager.memory.process.size: 1200m
        taskmanager.memory.managed.size: 32m
        taskmanager.numberOfTaskSlots: 2
        cluster.registration.error-delay: 1s
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        rest.address: 127.0.0.1
        rest.port: %d
        io.tmp.dirs: %s
        """
            .formatted(freePort(), restPort, directory.resolve("tmp")));
  }

  private void jobManager(String main, List<String> job) throws Exception {
    start("jobmanager", "GET_JM_RESOURCE_PARAMS", main, job);
  }

  private void taskManager() throws Exception {
    start(
        "taskmanager",
        "GET_TM_RESOURCE_PARAMS",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        List.of());
  }

  private void start(String name, String memory, String main, List<String> more) throws Exception {
    List<List<String>> parameters = memory(memory);
    List<String> arguments = new ArrayList<>(List.of("--configDir", directory.toString()));
    arguments.addAll(parameters.get(1));
    arguments.addAll(more);
    processes.add(java(name, RUNNER + ":" + LIB, parameters.get(0), main, arguments));
  }

  /** Arguments of the JVM, and of the process, as Flink's own start scripts ask for them. */
  private List<List<String>> memory(String command) throws Exception {
    String name = command.toLowerCase(Locale.ROOT);
    Process process =
        java(
            name,
            LIB,
            List.of(),
            "org.apache.flink.runtime.util.bash.BashJavaUtils",
            List.of(command, "--configDir", directory.toString()));
    process.waitFor();
    List<List<String>> lines =
        output(name)
            .lines()
            .filter(line -> line.startsWith(RESULT))
            .map(line -> List.of(line.substring(RESULT.length()).strip().split("\\s+")))
            .toList();
    if (lines.size() != 2) {
      throw new AssertionError("no memory for the process:\n" + output(name));
    }
    return lines;
  }

  private Process java(
      String name, String classPath, List<String> options, String main, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(options);
    command.addAll(opens());
    command.add("-Dlog4j2.configurationFile=" + PROJECT.resolve("conf/log4j2.properties"));
    command.add("-Dtideline.log=" + directory.resolve(name + ".log"));
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".out").toFile());
    builder.environment().put("FLINK_CONF_DIR", directory.toString());
    builder.environment().put("TIDELINE_HOME", PROJECT.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** What the launcher opens for Flink on Java 17. */
  private static List<String> opens() throws IOException {
    String launcher = Files.readString(PROJECT.resolve("tideline"), StandardCharsets.UTF_8);
    Matcher options = Pattern.compile("--add-(?:opens|exports)=\\S+").matcher(launcher);
    return options.results().map(MatchResult::group).toList();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
