package io.tideline.runner.life;

import io.tideline.runner.RefusedException;
import io.tideline.runner.cluster.ClusterDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: the end of the local cluster's logs. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = {
      "Show the end of the logs of the local cluster's processes.",
      "Those of another cluster are on its machines, and on its web page."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:shown",
      "2:a mistake in the command line",
      "4:there is no such log; the message names those that are"
    })
public final class LogsCommand implements Callable<Integer> {

  private static final String SUFFIX = ".log";

  @Mixin private DataOptions data;
  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROCESS",
      description = "jobmanager, taskmanager-1 and so on (default: all).")
  private String process;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many lines of each (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--job",
      paramLabel = "ID",
      description = "Only lines that name this job, by the beginning of its id.")
  private String job;

  @Option(names = "--failures", description = "Only warnings and errors.")
  private boolean failures;

  @Override
  public Integer call() throws Exception {
    ClusterDirectory directory = data.cluster();
    List<Path> logs = logs(directory.logs());
    List<Path> wanted =
        logs.stream().filter(log -> process == null || name(log).equals(process)).toList();
    if (wanted.isEmpty()) {
      throw new RefusedException(
          "there is no log of %s in %s; there %s"
              .formatted(
                  process == null ? "any process" : process,
                  directory.logs(),
                  logs.isEmpty()
                      ? "is none"
                      : "are those of "
                          + String.join(", ", logs.stream().map(LogsCommand::name).toList())));
    }
    for (Path log : wanted) {
      List<String> lines = LogTail.of(log, count, filter());
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("process", name(log));
      object.put("file", log.toString());
      object.put("lines", lines);
      output.result(
          object, "==> %s <==%n%s%n".formatted(log, String.join(System.lineSeparator(), lines)));
    }
    output.end();
    return 0;
  }

  private Predicate<String> filter() {
    Predicate<String> filter = line -> job == null || line.contains(job);
    return failures ? filter.and(LogTail::isFailure) : filter;
  }

  private static List<Path> logs(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static String name(Path log) {
    String name = log.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }
}
