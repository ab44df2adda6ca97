package io.tideline.tests.integration.kills;

import io.tideline.tests.testkit.TidelineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The capture job of sql/capture, in a process of its own, to be killed. */
final class CaptureProcess implements AutoCloseable {

  private static final Path SQL = Path.of("..", "sql", "capture").toAbsolutePath().normalize();
  private static final Pattern READ_AGAIN =
      Pattern.compile(
          "Rows of (\\S+) with \\[(\\w+)\\] from (\\S+|the first) to before (\\S+|the end) may be"
              + " read a second time");

  private final Path directory;
  private final Map<String, String> environment;
  private final List<TidelineProcess> starts = new ArrayList<>();

  /** Rows of a table that the job said it may have read twice, by the first column of their key. */
  record Range(String table, String column, String from, String before) {

    /** Whether the key, as JSON, is one of its rows'. */
    boolean has(String schema, String tableName, String key) {
      Matcher value = Pattern.compile("\\{\"" + column + "\":(\"?)([^\",}]+)").matcher(key);
      return table.equals(schema + "." + tableName)
          && value.find()
          && (from == null || compare(value, from) >= 0)
          && (before == null || compare(value, before) < 0);
    }

    private static int compare(Matcher value, String bound) {
      return value.group(1).isEmpty()
          ? Long.compare(Long.parseLong(value.group(2)), Long.parseLong(bound))
          : value.group(2).compareTo(bound);
    }
  }

  /**
   * @param environment what differs from conf/pipeline.yaml
   * @param chunk rows of a chunk of a snapshot
   */
  CaptureProcess(Path directory, Map<String, String> environment, int chunk) throws IOException {
    this.directory = directory;
    this.environment = environment;
    copySql(directory.resolve("sql").resolve("capture"), chunk);
    start();
  }

  /** As it is, but for what would make a short test of it a long one. */
  private static void copySql(Path target, int chunk) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(SQL)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.writeString(
            target.resolve(file.getFileName()),
            Files.readString(file)
                .replace(
                    "'heartbeat.interval' = '5 s',",
                    "'heartbeat.interval' = '1 s', 'scan.incremental.snapshot.chunk.size' = '"
                        + chunk
                        + "',"));
      }
    }
  }

  void start() throws IOException {
    starts.add(
        TidelineProcess.start(
            directory,
            environment,
            "run",
            "--job",
            "capture",
            "--web-port",
            "0",
            "--sql",
            directory.resolve("sql").toString()));
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    current().kill();
  }

  boolean isAlive() {
    return current().isAlive();
  }

  private TidelineProcess current() {
    return starts.get(starts.size() - 1);
  }

  /** The number of the newest completed checkpoint; 0 without one. */
  int newestCheckpoint() throws IOException {
    Path state = directory.resolve("state");
    if (!Files.isDirectory(state)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(state)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(file -> file.getParent().getFileName().toString())
          .mapToInt(name -> Integer.parseInt(name.substring(name.indexOf('-') + 1)))
          .max()
          .orElse(0);
    } catch (java.io.UncheckedIOException e) {
      return 0; // An old one was removed meanwhile.
    }
  }

  /** What the job has named in all its runs. */
  List<Range> readAgain() throws IOException {
    List<Range> ranges = new ArrayList<>();
    for (TidelineProcess run : starts) {
      READ_AGAIN.matcher(run.output()).results().map(CaptureProcess::range).forEach(ranges::add);
    }
    return ranges;
  }

  private static Range range(MatchResult words) {
    return new Range(words.group(1), words.group(2), bound(words.group(3)), bound(words.group(4)));
  }

  /** Null for a range that is open on this side. */
  private static String bound(String text) {
    return text.startsWith("[") ? text.substring(1, text.length() - 1) : null;
  }

  @Override
  public void close() {
    current().close();
  }
}
