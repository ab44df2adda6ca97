package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job on a cluster in this JVM: what it tells of hours, to DuckDB as the batch job that reads.
 */
class CompleteHoursTest {

  private static final RowType TYPE =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("id", DataTypes.BIGINT()),
                  DataTypes.FIELD(FileTable.EVENT_TIME, DataTypes.TIMESTAMP_LTZ(3)))
              .getLogicalType();
  private static final List<Item> STREAM = new CopyOnWriteArrayList<>();

  @TempDir Path directory;
  private JobClient job;

  @AfterEach
  void clear() throws Exception {
    STREAM.clear();
    if (job != null) {
      job.cancel();
    }
  }

  @Test
  void anHourIsToldWhenItIsOverAndWhatComesLaterOrGoesBackIsANewVersion() throws Exception {
    job = start(null);
    rows(100, "2026-11-24T10:30:00Z");
    rows(1, "2026-11-24T11:00:10Z");
    watermark("2026-11-24T11:00:30Z");
    watermark("2026-11-24T11:01:00Z");
    awaitVersion("2026-11-24T10", 1, true, 100);
    assertThat(manifest("2026-11-24T11", 1)).doesNotExist();
    String early = savepoint();

    rows(1, "2026-11-24T10:59:59.999Z");
    rows(50, "2026-11-24T11:59:59.999Z");
    watermark("2026-11-24T12:01:00Z");
    awaitVersion("2026-11-24T10", 2, true, 101);
    awaitVersion("2026-11-24T11", 1, true, 51);
    watermark("2026-11-24T14:01:00Z");
    awaitVersion("2026-11-24T12", 1, true, 0);
    awaitVersion("2026-11-24T13", 1, true, 0);
    job.stopWithSavepoint(true, savepoints(), SavepointFormatType.CANONICAL).get();
    byte[] second = Files.readAllBytes(manifest("2026-11-24T10", 2));

    job = start(early);
    // The late row was taken back, the hour is as it was, and then the row comes again.
    awaitVersion("2026-11-24T10", 3, false, 100);
    awaitVersion("2026-11-24T10", 4, true, 100);
    awaitVersion("2026-11-24T10", 5, true, 101);
    assertThat(rowsIn(manifest("2026-11-24T11", 2), "complete")).isEqualTo("false");
    awaitVersion("2026-11-24T11", 3, true, 51);
    assertThat(manifest("2026-11-24T10", 2)).hasBinaryContent(second);
    assertThat(manifest("2026-11-24T13", 2)).doesNotExist();
  }

  private void awaitVersion(String hour, int version, boolean complete, long rows)
      throws Exception {
    Path manifest = manifest(hour, version);
    await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(manifest));
    assertThat(rowsIn(manifest, "complete")).isEqualTo(String.valueOf(complete));
    assertThat(rowsIn(manifest, "rows")).isEqualTo(String.valueOf(rows));
    if (complete && rows > 0) {
      assertThatFilesAgree(manifest, hour, rows);
    }
  }

  /** Only a manifest whose files nobody moved since can be read. */
  private void assertThatFilesAgree(Path manifest, String hour, long rows) throws Exception {
    List<String> files = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      try (ResultSet listed =
          statement.executeQuery(
              "SELECT f.path, f.bytes, f.crc32c FROM (SELECT unnest(files) f FROM read_json('"
                  + manifest
                  + "', format = 'unstructured'))")) {
        while (listed.next()) {
          Path file = Path.of(new org.apache.flink.core.fs.Path(listed.getString(1)).getPath());
          if (!Files.exists(file)) {
            return;
          }
          byte[] bytes = Files.readAllBytes(file);
          CRC32C sum = new CRC32C();
          sum.update(bytes);
          assertThat(bytes).hasSize(listed.getInt(2));
          assertThat(listed.getString(3)).isEqualTo(String.format("%08x", sum.getValue()));
          files.add("'" + file + "'");
        }
      }
      try (ResultSet counted =
          statement.executeQuery(
              "SELECT count(*) FROM read_json(["
                  + String.join(",", files)
                  + "], columns = {'id': 'BIGINT', '_event_time': 'VARCHAR'}) WHERE _event_time LIKE '"
                  + hour.replace('T', '_')
                  + "%'")) {
        counted.next();
        assertThat(counted.getLong(1)).isEqualTo(rows);
      }
    }
  }

  private static String rowsIn(Path manifest, String field) throws Exception {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet value =
            statement.executeQuery(
                "SELECT "
                    + field
                    + " FROM read_json('"
                    + manifest
                    + "', format = 'unstructured')")) {
      value.next();
      return value.getString(1);
    }
  }

  private Path manifest(String hour, int version) {
    return directory
        .resolve("_manifests")
        .resolve("shop.orders")
        .resolve(hour)
        .resolve("v" + version + ".manifest");
  }

  private static void rows(int count, String time) {
    for (int i = 0; i < count; i++) {
      STREAM.add(new Item(Instant.parse(time).toEpochMilli(), false));
    }
  }

  private static void watermark(String time) {
    STREAM.add(new Item(Instant.parse(time).toEpochMilli() - 1, true));
  }

  private JobClient start(String savepoint) throws Exception {
    Configuration configuration = new Configuration();
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    environment.enableCheckpointing(100);
    JsonFormat format = new JsonFormat(TYPE);
    FileTable table =
        new FileTable(
            new org.apache.flink.core.fs.Path(directory.resolve("shop.orders").toUri()),
            new FileNames("shop", "orders", format.suffix()),
            format,
            TYPE);
    ChangeFilesSink sink =
        new ChangeFilesSink(
                table,
                new RollingPolicy(1_000_000, Duration.ofHours(1)),
                new WriteRetry(3, Duration.ofMillis(100)),
                "rows")
            .withCommitLog(OlderStart.TAKE_BACK)
            .withCompleteHours(Duration.ofMinutes(1));
    environment
        .addSource(new Items(), "stream", InternalTypeInfo.of(TYPE))
        .uid("stream")
        .setParallelism(1)
        .rebalance()
        .sinkTo(sink)
        .setParallelism(2)
        .uid("orders");
    return environment.executeAsync();
  }

  private String savepoint() {
    AtomicReference<String> path = new AtomicReference<>();
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                path.set(job.triggerSavepoint(savepoints(), SavepointFormatType.CANONICAL).get()));
    return path.get();
  }

  private String savepoints() {
    return directory.resolve("savepoints").toUri().toString();
  }

  /** A row with its event time, or a watermark. */
  private static final class Item {
    private final long time;
    private final boolean watermark;

    Item(long time, boolean watermark) {
      this.time = time;
      this.watermark = watermark;
    }
  }

  /** What the test has put into it so far, each item with its number as id. */
  private static final class Items extends NumberedSource {
    private static final long serialVersionUID = 1L;

    @Override
    boolean send(long number, SourceContext<RowData> context) {
      if (number >= STREAM.size()) {
        return false;
      }
      Item item = STREAM.get((int) number);
      if (item.watermark) {
        context.emitWatermark(new Watermark(item.time));
      } else {
        context.collect(GenericRowData.of(number, TimestampData.fromEpochMillis(item.time)));
      }
      return true;
    }
  }
}
