package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.files.commit.OlderStart;
import io.tideline.connector.files.format.JsonFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs on a cluster in this JVM, of two tables in one path, that start from any of their points.
 */
class OlderStartTest {

  private static final AtomicLong LIMIT = new AtomicLong();
  private static final AtomicLong EMITTED = new AtomicLong();
  private static final List<String> TABLES = List.of("orders", "items");

  @TempDir Path directory;

  @BeforeEach
  void nothingEmitted() {
    LIMIT.set(0);
    EMITTED.set(0);
  }

  @Test
  void eachRowIsInTheFilesOnceWhicheverPointAJobGoesOnFrom() throws Exception {
    JobClient first = start(null, OlderStart.TAKE_BACK, 2);
    emit(100);
    String early = savepoint(first);
    emit(300);
    String late = stop(first, false);
    List<String> atLate = visible();

    JobClient second = start(late, OlderStart.TAKE_BACK, 3);
    emit(400);
    stop(second, true);
    assertThatRowsAre(400);
    assertThat(visible()).containsAll(atLate);
    assertThat(directory.resolve("_taken_back")).doesNotExist();

    JobClient third = start(early, OlderStart.TAKE_BACK, 2);
    emit(500);
    stop(third, true);
    assertThatRowsAre(500);
    for (String table : TABLES) {
      assertThat(lists(table))
          .singleElement()
          .asString()
          .contains("\"movedTo\":", "was started from checkpoint", "shop_" + table);
    }

    // The point of a branch that was taken back: its files return, those of the other one go.
    JobClient fourth = start(late, OlderStart.TAKE_BACK, 1);
    emit(350);
    stop(fourth, true);
    assertThatRowsAre(350);
    assertThat(visible()).containsAll(atLate);
  }

  /** A single writer is one task with the log and the committer, and several are not. */
  @Test
  void oneWriterBecomesTwoAndOneAgain() throws Exception {
    JobClient one = start(null, OlderStart.TAKE_BACK, 1);
    emit(100);
    String ofOne = stop(one, false);

    JobClient two = start(ofOne, OlderStart.TAKE_BACK, 2);
    emit(200);
    String ofTwo = stop(two, false);

    JobClient last = start(ofTwo, OlderStart.TAKE_BACK, 1);
    emit(300);
    stop(last, true);
    assertThatRowsAre(300);
  }

  @Test
  void refusedAStartFromAnOlderPointFailsAtOnceAndTouchesNoVisibleFile() throws Exception {
    JobClient first = start(null, OlderStart.REFUSE, 2);
    emit(100);
    String early = savepoint(first);
    emit(300);
    stop(first, true);
    List<String> before = visible();

    JobClient second = start(early, OlderStart.REFUSE, 2);

    assertThatThrownBy(() -> second.getJobExecutionResult().get())
        .isInstanceOf(ExecutionException.class)
        .hasStackTraceContaining("'older-start'");
    assertThat(visible()).isEqualTo(before);
  }

  private JobClient start(String savepoint, OlderStart olderStart, int writers) throws Exception {
    Configuration configuration = new Configuration();
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(3, configuration);
    environment.enableCheckpointing(100);
    DataStream<RowData> rows =
        environment
            .addSource(new Ids(), "ids", InternalTypeInfo.of(TestFiles.TYPE))
            .uid("ids")
            .setParallelism(1);
    for (String table : TABLES) {
      rows.rebalance()
          .sinkTo(sink(table, olderStart))
          .setParallelism(writers)
          .name(table)
          .uid(table);
    }
    nothingEmitted();
    return environment.executeAsync();
  }

  private ChangeFilesSink sink(String table, OlderStart olderStart) {
    JsonFormat format = new JsonFormat(TestFiles.TYPE);
    FileTable files =
        new FileTable(
            new org.apache.flink.core.fs.Path(directory.resolve("shop." + table).toUri()),
            new FileNames("shop", table, format.suffix()),
            format,
            TestFiles.TYPE);
    return new ChangeFilesSink(
            files,
            new RollingPolicy(1500, Duration.ofHours(1)),
            new WriteRetry(3, Duration.ofMillis(100)),
            "rows")
        .withCommitLog(olderStart);
  }

  private static void emit(long rows) {
    LIMIT.set(rows);
    await().atMost(Duration.ofMinutes(2)).until(() -> EMITTED.get() == rows);
  }

  private String savepoint(JobClient job) {
    AtomicReference<String> path = new AtomicReference<>();
    // The source may emit before others run, and then there is no savepoint.
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                path.set(job.triggerSavepoint(savepoints(), SavepointFormatType.CANONICAL).get()));
    return path.get();
  }

  private String stop(JobClient job, boolean drain) throws Exception {
    savepoint(job);
    return job.stopWithSavepoint(drain, savepoints(), SavepointFormatType.CANONICAL).get();
  }

  private String savepoints() {
    return directory.resolve("savepoints").toUri().toString();
  }

  private void assertThatRowsAre(long count) throws Exception {
    List<Long> all = LongStream.range(0, count).boxed().collect(Collectors.toList());
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (String table : TABLES) {
        List<Long> ids = new ArrayList<>();
        String files =
            "read_json('"
                + directory
                + "/**/shop_"
                + table
                + "_*.json', columns = {'id': 'BIGINT'})";
        try (ResultSet rows = statement.executeQuery("SELECT id FROM " + files)) {
          while (rows.next()) {
            ids.add(rows.getLong(1));
          }
        }
        assertThat(ids).as(table).containsExactlyInAnyOrderElementsOf(all);
      }
    }
  }

  private List<String> visible() throws Exception {
    List<String> names = new ArrayList<>();
    for (String table : TABLES) {
      try (Stream<Path> files = Files.list(directory.resolve("shop." + table))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> !name.startsWith("."))
            .sorted()
            .forEach(names::add);
      }
    }
    return names;
  }

  private List<String> lists(String table) throws Exception {
    List<String> lists = new ArrayList<>();
    try (Stream<Path> runs =
        Files.list(directory.resolve("_taken_back").resolve("shop." + table))) {
      for (Path run : runs.collect(Collectors.toList())) {
        lists.add(Files.readString(run.resolve("list.json")));
      }
    }
    return lists;
  }

  /** Ids from 0 on, as many as the test has asked for so far. */
  private static final class Ids extends NumberedSource {
    private static final long serialVersionUID = 1L;

    @Override
    boolean send(long number, SourceContext<RowData> context) {
      if (number >= LIMIT.get()) {
        return false;
      }
      context.collect(GenericRowData.of(number, StringData.fromString("row " + number)));
      EMITTED.set(number + 1);
      return true;
    }
  }
}
