package io.tideline.tests.bench;

import io.tideline.connector.files.format.RowEncoder;
import io.tideline.connector.files.format.parquet.PageCodec;
import io.tideline.connector.files.format.parquet.ParquetFormat;
import io.tideline.local.database.LocalDatabase;
import io.tideline.local.demo.shop.ShopSchema;
import io.tideline.tests.testkit.TidelineProcess;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tideline verify} of one table that is larger than the memory it gets, as a user starts it:
 * a database with the rows, Parquet files with a READ of each. From the project's directory:
 *
 * <pre>{@code
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.class=VerifyBenchmark  # 2 M rows, 256 MB
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.class=VerifyBenchmark -Dbench.rows=200000
 * }</pre>
 *
 * <p>The memory is halved between the heap and DuckDB. "peak" is the most that the process had of
 * the machine's memory, libraries and all. It prints, and judges nothing but that all agrees.
 */
class VerifyBenchmark {

  private static final int ROWS = Integer.getInteger("bench.rows", 2_000_000);
  private static final int MEMORY = Integer.getInteger("bench.memory", 256);
  private static final int ROWS_A_FILE = 250_000;
  private static final String PASSWORD = "never-to-be-seen-90aa";
  private static final LocalDateTime PLACED = LocalDateTime.parse("2026-11-23T15:00:00.123");
  private static final RowType TYPE =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("_event_id", DataTypes.STRING()),
                  DataTypes.FIELD("_op", DataTypes.STRING()),
                  DataTypes.FIELD("_position", DataTypes.STRING()),
                  DataTypes.FIELD("_event_time", DataTypes.TIMESTAMP_LTZ(3)),
                  DataTypes.FIELD("id", DataTypes.BIGINT()),
                  DataTypes.FIELD("customer_id", DataTypes.DECIMAL(20, 0)),
                  DataTypes.FIELD("status", DataTypes.STRING()),
                  DataTypes.FIELD("amount", DataTypes.DECIMAL(12, 2)),
                  DataTypes.FIELD("discount", DataTypes.DECIMAL(5, 4)),
                  DataTypes.FIELD("paid", DataTypes.BOOLEAN()),
                  DataTypes.FIELD("note", DataTypes.STRING()),
                  DataTypes.FIELD("placed_at", DataTypes.TIMESTAMP(3)),
                  DataTypes.FIELD("updated_at", DataTypes.TIMESTAMP_LTZ(6)))
              .getLogicalType();

  @TempDir Path directory;

  @Test
  void aTableLargerThanMemory() throws Exception {
    try (LocalDatabase database = LocalDatabase.start(directory.resolve("database"), 0, PASSWORD)) {
      fill(database);
      long bytes = write(directory.resolve("output/shop.orders"));
      System.out.printf("%,d rows, %,d MB of Parquet%n", ROWS, bytes >> 20);
      verify(database);
    }
  }

  private void verify(LocalDatabase database) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("TIDELINE_DATABASE_HOST", "127.0.0.1");
    environment.put("TIDELINE_DATABASE_PORT", Integer.toString(database.port()));
    environment.put("TIDELINE_DATABASE_USERNAME", LocalDatabase.USER);
    environment.put("TIDELINE_DATABASE_PASSWORD", PASSWORD);
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", "not used");
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", "not used");
    environment.put("TIDELINE_OUTPUT_PATH", directory.resolve("output").toString());
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
    environment.put("TIDELINE_HEAP", MEMORY / 2 + "m");
    long start = System.nanoTime();
    try (TidelineProcess verify =
        TidelineProcess.start(
            directory,
            environment,
            "verify",
            "--table",
            "shop.orders",
            "--rows-per-second",
            "0",
            "--memory",
            MEMORY / 2 + "MB",
            "--work",
            directory.resolve("work").toString(),
            "--report",
            directory.toString())) {
      long peak = 0;
      while (verify.isAlive()) {
        peak = Math.max(peak, kilobytes(verify.handle()));
        TimeUnit.MILLISECONDS.sleep(200);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(verify.output());
      System.out.printf(
          "verify, %d MB: %.1f s, %,.0f rows/s, peak %,d MB%n",
          MEMORY, seconds, ROWS / seconds, peak >> 10);
      if (verify.awaitExit() != 0) {
        throw new AssertionError("verify exited with " + verify.awaitExit());
      }
    }
  }

  /** The most memory that a process has had so far; the launcher has become the program. */
  private static long kilobytes(ProcessHandle process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static void fill(LocalDatabase database) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : ShopSchema.STATEMENTS) {
        statement.execute(sql);
      }
      statement.execute("USE shop");
      statement.execute("SET time_zone = '+00:00'");
      statement.execute(
          "INSERT INTO shop.orders (id, customer_id, status, amount, discount, paid, note,"
              + " placed_at, updated_at) SELECT seq, seq % 9973, 'new', seq % 100000 + 0.25, 0.0500,"
              + " 1, CONCAT('order ', seq, ' was changed by the customer'),"
              + " '2026-11-23 15:00:00.123', '2026-11-23 15:00:00.123' FROM seq_1_to_"
              + ROWS);
    }
  }

  private static long write(Path files) throws IOException {
    Files.createDirectories(files);
    long bytes = 0;
    for (int first = 1; first <= ROWS; first += ROWS_A_FILE) {
      Path file = files.resolve("shop_orders_20261123150000_0-" + first / ROWS_A_FILE + ".parquet");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        RowEncoder encoder = new ParquetFormat(TYPE, PageCodec.SNAPPY, 32 << 20).create(out);
        for (long id = first; id < first + ROWS_A_FILE && id <= ROWS; id++) {
          encoder.write(row(id));
        }
        encoder.finish();
      }
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static GenericRowData row(long id) {
    return GenericRowData.of(
        StringData.fromString(String.format("%032x", id * 0x9e3779b97f4a7c15L)),
        StringData.fromString("READ"),
        StringData.fromString("0001-00000001-000000000004-0000000-0"),
        TimestampData.fromEpochMillis(1_795_446_000_000L),
        id,
        DecimalData.fromBigDecimal(BigDecimal.valueOf(id % 9973), 20, 0),
        StringData.fromString("new"),
        DecimalData.fromUnscaledLong(id % 100_000 * 100 + 25, 12, 2),
        DecimalData.fromUnscaledLong(500, 5, 4),
        true,
        StringData.fromString("order " + id + " was changed by the customer"),
        TimestampData.fromLocalDateTime(PLACED),
        TimestampData.fromLocalDateTime(PLACED));
  }
}
