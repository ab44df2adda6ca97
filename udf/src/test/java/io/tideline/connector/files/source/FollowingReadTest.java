package io.tideline.connector.files.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of files that is read while it grows, on a MiniCluster. */
class FollowingReadTest {

  private static final String FOLLOWING = "'source.monitor-interval' = '50 ms'";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ROWS = 6_000;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "parquet"})
  void everyRowIsReadOnceOverRestartsAlsoInTheMiddleOfAFile(String format) throws Exception {
    write(format, 0);
    JobClient job = copy(format, null);
    awaitCheckpoint();
    write(format, 1);
    await().atMost(PATIENCE).until(() -> count(format) > ROWS);
    job.cancel().get(1, TimeUnit.MINUTES);
    // What comes while nobody reads is read by the next.
    write(format, 2);

    job = copy(format, newestCheckpoint().orElseThrow());
    write(format, 3);
    await().atMost(PATIENCE).until(() -> count(format) >= 4 * ROWS);
    job.cancel().get(1, TimeUnit.MINUTES);

    List<Long> expected =
        LongStream.range(0, 4 * ROWS).boxed().collect(Collectors.toUnmodifiableList());
    assertThat(copied(format)).isEqualTo(expected);
  }

  @Test
  void oneReaderReadsTheRowsInTheOrderInWhichTheyWereWritten() throws Exception {
    write("json", 0);
    write("json", 1);
    assertThat(files("written")).hasSizeGreaterThan(10);

    assertThat(ids(streaming(), "json", "written"))
        .isEqualTo(LongStream.range(0, 2 * ROWS).boxed().collect(Collectors.toList()));
  }

  @Test
  void aFileIsReadWhenItIsVisibleAndNotBefore() throws Exception {
    write("json", 0);
    Path shown = files("written").get(0);
    Path hidden = shown.resolveSibling("." + shown.getFileName() + ".inprogress.4711");
    Files.move(shown, hidden);
    long inHidden;
    try (Stream<String> lines = Files.lines(hidden)) {
      inHidden = lines.count();
    }
    JobClient job = copy("json", null);
    await().atMost(PATIENCE).until(() -> count("json") >= ROWS - inHidden);
    assertThat(count("json")).isEqualTo(ROWS - inHidden);

    Files.move(hidden, shown);
    await().atMost(PATIENCE).until(() -> count("json") >= ROWS);
    job.cancel().get(1, TimeUnit.MINUTES);
    assertThat(copied("json")).doesNotHaveDuplicates().hasSize(ROWS);
  }

  @Test
  void aQueryThatNeverEndsIsRefusedInBatchMode() {
    TableEnvironment sql = batch();
    sql.executeSql(table("json", "written", FOLLOWING));
    assertThatThrownBy(() -> sql.executeSql("SELECT * FROM written"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("unbounded table");
  }

  @Test
  void anIntervalOfNothingIsRefused() {
    TableEnvironment sql = streaming();
    sql.executeSql(table("json", "written", "'source.monitor-interval' = '0 s'"));
    assertThatThrownBy(() -> sql.executeSql("SELECT * FROM written"))
        .hasStackTraceContaining("option 'source.monitor-interval' must be 1 ms or more, not 0 ms");
  }

  private void write(String format, int part) throws Exception {
    TableEnvironment sql = batch();
    sql.executeSql(table(format, "written", "'rolling.size' = '8 kb'"));
    sql.executeSql(
        String.format(
            "CREATE TABLE generated (id BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '%d', "
                + "'fields.id.kind' = 'sequence', 'fields.id.start' = '%d', 'fields.id.end' = '%d')",
            ROWS, part * ROWS, (part + 1) * ROWS - 1));
    sql.executeSql(
            "INSERT INTO written SELECT id, 'a note of ' || CAST(id AS STRING) FROM generated")
        .await();
  }

  /** Copies what is written until it is cancelled. */
  private JobClient copy(String format, Path checkpoint) {
    TableEnvironment sql = streaming();
    if (checkpoint != null) {
      sql.getConfig()
          .getConfiguration()
          .setString("execution.state-recovery.path", checkpoint.toUri().toString());
    }
    sql.executeSql(table(format, "written", FOLLOWING));
    sql.executeSql(
        table(format, "copied", "'rolling.interval' = '300 ms', 'rolling.size' = '12 kb'"));
    return sql.executeSql("INSERT INTO copied SELECT * FROM written").getJobClient().orElseThrow();
  }

  private int count(String format) throws SQLException {
    return copied(format).size();
  }

  /** With DuckDB, which is quicker asked than another cluster. */
  private List<Long> copied(String format) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                String.format(
                    "SELECT id FROM '%s/files/shop.copied/*.%s' ORDER BY id", directory, format))) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    } catch (SQLException e) {
      if (!e.getMessage().contains("No files found")) {
        throw e;
      }
    }
    return ids;
  }

  private List<Long> ids(TableEnvironment sql, String format, String table) throws Exception {
    sql.executeSql(table(format, table, "'rolling.size' = '1 mb'"));
    List<Long> ids = new ArrayList<>();
    try (CloseableIterator<Row> rows = sql.executeSql("SELECT id FROM " + table).collect()) {
      rows.forEachRemaining(row -> ids.add((Long) row.getField(0)));
    }
    return ids;
  }

  private String table(String format, String name, String options) {
    return String.format(
        "CREATE TABLE %s (id BIGINT, note STRING) WITH ('connector' = 'change-files', 'path' = '%s', "
            + "'table' = 'shop.%s', 'format' = '%s', %s)",
        name, directory.resolve("files"), name, format, options);
  }

  private void awaitCheckpoint() {
    await().atMost(PATIENCE).until(() -> newestCheckpoint().isPresent());
  }

  private Optional<Path> newestCheckpoint() throws IOException {
    Path checkpoints = directory.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.getFileName().toString().equals("_metadata"))
          .max(Comparator.comparing(FollowingReadTest::modified))
          .map(Path::getParent);
    }
  }

  private List<Path> files(String table) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("files/shop." + table))) {
      return files.sorted().collect(Collectors.toList());
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      // A checkpoint that a newer one has replaced meanwhile.
      return FileTime.fromMillis(0);
    }
  }

  private TableEnvironment batch() {
    return environment("batch");
  }

  private TableEnvironment streaming() {
    return environment("streaming");
  }

  private TableEnvironment environment(String mode) {
    Configuration configuration = new Configuration();
    configuration.setString("execution.runtime-mode", mode);
    configuration.setString("parallelism.default", "1");
    configuration.setString("execution.checkpointing.interval", "50 ms");
    configuration.setString(
        "execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
    configuration.setString(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    configuration.setString("taskmanager.memory.network.max", "32 mb");
    configuration.setString("taskmanager.memory.managed.size", "64 mb");
    return TableEnvironment.create(
        EnvironmentSettings.newInstance().withConfiguration(configuration).build());
  }
}
