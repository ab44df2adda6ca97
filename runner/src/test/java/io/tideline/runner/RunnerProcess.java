package io.tideline.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts programs in JVMs of their own on the class path of the tests, with the packaged runner.
 */
final class RunnerProcess implements AutoCloseable {

  static final Path JAR = Path.of("target/tideline-runner.jar").toAbsolutePath();

  private final Process process;
  private final Path output;

  private RunnerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * @param output receives what the process prints
   */
  static RunnerProcess start(Path output, String main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx384m");
    command.addAll(opens());
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TIDELINE_HOME", Path.of("..").toRealPath().toString());
    builder.environment().put("FLINK_CONF_DIR", Path.of("../conf").toRealPath().toString());
    return new RunnerProcess(builder.redirectOutput(output.toFile()).start(), output);
  }

  Process process() {
    return process;
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return "";
    }
  }

  void type(String input) throws IOException {
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** What the tests themselves run with. */
  private static List<String> opens() {
    return java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .toList();
  }

  private static String classPath() {
    String separator = System.getProperty("path.separator");
    String tests =
        Stream.of(System.getProperty("java.class.path").split(separator))
            .filter(entry -> !entry.endsWith("classes") && !entry.contains("tideline-runner"))
            .collect(Collectors.joining(separator));
    return JAR + separator + tests;
  }
}
