package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.tideline.event.Position;
import io.tideline.local.database.LocalDatabase;
import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.Event;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** 'oceanbase-cdc' with changes-as-events, over the log of a real database. */
class CaptureIT {

  private static final String PASSWORD = "never-to-be-seen-9f27";
  private static final Duration LONG = Duration.ofMinutes(2);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir static Path directory;

  private static LocalDatabase database;
  private static Connection admin;
  private static Path passwordFile;
  private static int schemas;

  private String schema;
  private Map<String, String> options;

  @BeforeAll
  static void startDatabase() throws Exception {
    database = LocalDatabase.start(directory.resolve("database"), 0, PASSWORD);
    admin = database.connect();
    passwordFile = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
  }

  @AfterAll
  static void stopDatabase() throws Exception {
    admin.close();
    database.close();
  }

  @BeforeEach
  void newSchema() throws Exception {
    schema = "shop" + ++schemas;
    execute("CREATE DATABASE " + schema);
    execute("USE " + schema);
    options = CaptureJob.options(database, schema, passwordFile);
  }

  @Test
  void snapshotAndLogGiveTheSameTextForEveryType() throws Exception {
    execute(
        "CREATE TABLE every_type (id BIGINT UNSIGNED, tiny TINYINT, tiny_u TINYINT UNSIGNED,"
            + " small SMALLINT, medium MEDIUMINT UNSIGNED, whole INT UNSIGNED, big BIGINT,"
            + " yes BOOLEAN, price DECIMAL(12,2), large DECIMAL(38,10), single FLOAT,"
            + " twice DOUBLE, letter CHAR(3), name VARCHAR(100), note LONGTEXT,"
            + " gbk VARCHAR(20) CHARACTER SET gbk, latin VARCHAR(20) CHARACTER SET latin1,"
            + " size ENUM('s', 'm'), tags SET('a', 'b', 'c'), doc JSON, raw BINARY(4),"
            + " bytes VARBINARY(8), pic BLOB, flag BIT(1), flags BIT(20), day DATE,"
            + " clock TIME, clock3 TIME(3), at0 DATETIME, at3 DATETIME(3), at6 DATETIME(6),"
            + " stamp0 TIMESTAMP NULL, stamp6 TIMESTAMP(6) NULL, y YEAR,"
            + " with_default VARCHAR(9) NULL DEFAULT 'other', PRIMARY KEY (id))");
    // To a snapshot the server prints a FLOAT with six digits; more of them are in the log only.
    String[] rows = {
      "-128, 255, -32768, 16777215, 4294967295, -9223372036854775808, true, 12.50,"
          + " -1234567890123456789012345678.0123456789, 1.23457, 0.1, 'abc',"
          + " '海\\n\"\\\\🌊', 'text', '中文', 'é', 'm', 'a,c', '{\"a\": 1}', x'0100',"
          + " x'ff00', x'', 1, b'10000000000000000001', '2026-11-23', '-838:59:59',"
          + " '15:00:00.120', '2026-11-23 15:00:00', '1969-12-31 23:59:59.001',"
          + " '9999-12-31 23:59:59.999999', '2026-11-23 15:00:00',"
          + " '2026-11-23 15:00:00.000001', 2026, NULL",
      "NULL" + ", NULL".repeat(33),
      "0, 0, 0, 0, 0, 0, false, 0, 0, 65536.5, -1e-300, '', '', '', '', '', 's', '', '[]',"
          + " x'', x'', x'00', 0, 0, '1000-01-01', '00:00:00', '100:00:00.001',"
          + " '1000-01-01 00:00:00', '2000-02-29 00:00:00', '2000-02-29 00:00:00.5',"
          + " '1970-01-01 00:00:01', '2038-01-19 03:14:07.999999', 1901, ''"
    };
    for (int i = 0; i < rows.length; i++) {
      execute("INSERT INTO every_type VALUES (" + (i + 1) + ", " + rows[i] + ")");
    }
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events("READ").size() == rows.length);
      for (int i = 0; i < rows.length; i++) {
        execute("INSERT INTO every_type VALUES (" + (i + 101) + ", " + rows[i] + ")");
      }
      await().atMost(LONG).until(() -> job.events("INSERT").size() == rows.length);
      Map<String, String> snapshot = new HashMap<>();
      job.events("READ").forEach(event -> snapshot.put(event.key(), event.after()));
      assertThat(snapshot.get("{\"id\":1}"))
          .isEqualTo(
              "{\"id\":1,\"tiny\":-128,\"tiny_u\":255,\"small\":-32768,\"medium\":16777215,"
                  + "\"whole\":4294967295,\"big\":-9223372036854775808,\"yes\":1,"
                  + "\"price\":12.50,\"large\":-1234567890123456789012345678.0123456789,"
                  + "\"single\":1.23457,\"twice\":0.1,\"letter\":\"abc\","
                  + "\"name\":\"海\\n\\\"\\\\🌊\",\"note\":\"text\",\"gbk\":\"中文\","
                  + "\"latin\":\"é\",\"size\":\"m\",\"tags\":\"a,c\",\"doc\":\"{\\\"a\\\": 1}\","
                  + "\"raw\":\"AQAAAA==\",\"bytes\":\"/wA=\",\"pic\":\"\",\"flag\":1,"
                  + "\"flags\":524289,\"day\":\"2026-11-23\",\"clock\":\"-838:59:59\","
                  + "\"clock3\":\"15:00:00.120\",\"at0\":\"2026-11-23 15:00:00\","
                  + "\"at3\":\"1969-12-31 23:59:59.001\","
                  + "\"at6\":\"9999-12-31 23:59:59.999999\","
                  + "\"stamp0\":\"2026-11-23 15:00:00Z\","
                  + "\"stamp6\":\"2026-11-23 15:00:00.000001Z\",\"y\":2026,"
                  + "\"with_default\":null}");
      for (Event insert : job.events("INSERT")) {
        String id = insert.key().replaceAll("\\D", "");
        String sameAs = "{\"id\":" + (Integer.parseInt(id) - 100) + "}";
        assertThat(insert.after().replace("{\"id\":" + id, sameAs.replace("}", "")))
            .isEqualTo(snapshot.get(sameAs));
      }
    }
  }

  @Test
  void everyKindOfChangeCarriesItsImages() throws Exception {
    execute("CREATE TABLE orders (id INT PRIMARY KEY, amount DECIMAL(5,2), note TEXT)");
    execute("INSERT INTO orders VALUES (1, 1.10, NULL)");
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
      execute("UPDATE orders SET amount = 2.20 WHERE id = 1");
      execute("DELETE FROM orders WHERE id = 1");
      await().atMost(LONG).until(() -> job.events().size() == 3);
      Event update = job.events().get(1);
      assertThat(update.op()).isEqualTo("UPDATE");
      assertThat(update.before()).isEqualTo("{\"id\":1,\"amount\":1.10,\"note\":null}");
      assertThat(update.after()).isEqualTo("{\"id\":1,\"amount\":2.20,\"note\":null}");
      assertThat(update.time()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
      Event delete = job.events().get(2);
      assertThat(delete.op()).isEqualTo("DELETE");
      assertThat(delete.before()).isEqualTo(update.after());
      assertThat(delete.after()).isNull();
      assertThat(delete.key()).isEqualTo("{\"id\":1}");
      assertThat(delete.position()).isGreaterThan(update.position());
      assertThat(job.events().get(0).after()).isEqualTo(update.before());
      assertThat(job.events().get(0).before()).isNull();
    }
  }

  @Test
  void aChangeOfTheKeyIsADeleteThenAnInsertAtOnePlace() throws Exception {
    execute("CREATE TABLE items (note TEXT, line INT, id INT, PRIMARY KEY (id, line))");
    try (CaptureJob job = CaptureJob.start(options)) {
      execute("INSERT INTO items VALUES ('x', 7, 1)");
      await().atMost(LONG).until(() -> !job.events().isEmpty());
      execute("UPDATE items SET id = 2");
      await().atMost(LONG).until(() -> job.events().size() == 3);
      Event delete = job.events().get(1);
      Event insert = job.events().get(2);
      assertThat(delete.op()).isEqualTo("DELETE");
      assertThat(delete.key()).isEqualTo("{\"line\":7,\"id\":1}");
      assertThat(delete.position().half()).isEqualTo(Position.OLD_KEY);
      assertThat(insert.op()).isEqualTo("INSERT");
      assertThat(insert.key()).isEqualTo("{\"line\":7,\"id\":2}");
      assertThat(insert.position().half()).isEqualTo(Position.NEW_KEY);
      assertThat(insert.position().offset()).isEqualTo(delete.position().offset());
      assertThat(insert.position()).isGreaterThan(delete.position());
      assertThat(insert.id()).isNotEqualTo(delete.id());
    }
  }

  @Test
  void oneConnectionReadsTheLogOfAllTablesAndANewOne() throws Exception {
    execute("CREATE TABLE first_table (id INT PRIMARY KEY)");
    execute("CREATE TABLE second_table (id INT PRIMARY KEY)");
    execute("INSERT INTO first_table VALUES (1)");
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
      // DDL is followed once the log is being read, which a change of the log shows.
      execute("INSERT INTO first_table VALUES (2)");
      await().atMost(LONG).until(() -> job.events("INSERT").size() == 1);
      execute("INSERT INTO second_table VALUES (2)");
      execute("CREATE TABLE third_table (id INT PRIMARY KEY, note VARCHAR(10))");
      execute("INSERT INTO third_table VALUES (3, 'new')");
      execute("ALTER TABLE third_table ADD COLUMN more INT");
      execute("INSERT INTO third_table VALUES (4, 'newer', 5)");
      await().atMost(LONG).until(() -> job.events().size() == 5);
      assertThat(job.events())
          .extracting(Event::table, Event::after)
          .containsExactly(
              tuple("first_table", "{\"id\":1}"),
              tuple("first_table", "{\"id\":2}"),
              tuple("second_table", "{\"id\":2}"),
              tuple("third_table", "{\"id\":3,\"note\":\"new\"}"),
              tuple("third_table", "{\"id\":4,\"note\":\"newer\",\"more\":5}"));
      assertThat(
              query(
                  "SELECT COUNT(*) FROM information_schema.processlist WHERE command = 'Binlog"
                      + " Dump'"))
          .isEqualTo("1");
    }
  }

  @Test
  void aRowOfTheSnapshotStandsAtTheLowWatermarkOfItsChunk() throws Exception {
    execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    execute("INSERT INTO orders VALUES (1), (2), (3)");
    String file;
    long offset;
    try (Statement statement = admin.createStatement();
        ResultSet status = statement.executeQuery("SHOW MASTER STATUS")) {
      status.next();
      file = status.getString("File");
      offset = status.getLong("Position");
    }
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 3);
      int number = Integer.parseInt(file.substring(file.lastIndexOf('.') + 1));
      assertThat(job.events())
          .extracting(Event::position)
          .containsOnly(Position.of(1, number, offset, 0, Position.WHOLE));
      execute("INSERT INTO orders VALUES (4)");
      await().atMost(LONG).until(() -> job.events().size() == 4);
      assertThat(job.events().get(3).position()).isGreaterThan(job.events().get(0).position());
    }
  }

  @Test
  void rowsWithoutAKeyAreToldApart() throws Exception {
    execute("CREATE TABLE notes (day INT, text VARCHAR(10))");
    execute("INSERT INTO notes VALUES (1, 'same'), (1, 'same'), (2, 'other')");
    options.put("scan.incremental.snapshot.chunk.key-column", schema + "\\.notes:day");
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 3);
      execute("INSERT INTO notes VALUES (1, 'same'), (1, 'same')");
      await().atMost(LONG).until(() -> job.events().size() == 5);
      assertThat(job.events()).extracting(Event::key).containsOnlyNulls();
      assertThat(job.events()).extracting(Event::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void aChangeReadAgainHasTheSameName() throws Exception {
    execute("CREATE TABLE orders (id INT PRIMARY KEY, amount INT)");
    execute("INSERT INTO orders VALUES (1, 1), (2, 1)");
    List<Event> afterSavepoint;
    String savepoint;
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 2);
      execute("UPDATE orders SET amount = 2");
      await().atMost(LONG).until(() -> job.events().size() == 4);
      savepoint = job.savepoint(directory.resolve("savepoints"));
      execute("UPDATE orders SET amount = 3");
      execute("UPDATE orders SET id = 5 WHERE id = 1");
      execute("START TRANSACTION");
      execute("INSERT INTO orders VALUES (6, 1), (7, 1)");
      execute("DELETE FROM orders WHERE id = 2");
      execute("COMMIT");
      await().atMost(LONG).until(() -> job.events().size() == 11);
      assertThat(job.events()).extracting(Event::id).doesNotHaveDuplicates();
      afterSavepoint = job.events().subList(4, 11);
    }
    try (CaptureJob job = CaptureJob.startFrom(savepoint, options)) {
      await().atMost(LONG).until(() -> job.events().size() >= 7);
      execute("INSERT INTO orders VALUES (8, 1)");
      await().atMost(LONG).until(() -> job.events().size() == 8);
      assertThat(job.events().subList(0, 7)).isEqualTo(afterSavepoint);
    }
  }

  @Test
  void aSecretIsInNothingThatLeavesTheJob() throws Exception {
    execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    execute("INSERT INTO orders VALUES (1)");
    try (CaptureJob job = CaptureJob.prepare(options)) {
      byte[] graph = InstantiationUtil.serializeObject(job.graph());
      assertThat(new String(graph, StandardCharsets.ISO_8859_1))
          .contains(passwordFile.toString())
          .doesNotContain(PASSWORD);
      assertThat(job.showCreateTable()).doesNotContain(PASSWORD);
      assertThat(job.explain()).doesNotContain(PASSWORD);
    }
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
      Path savepoint = Path.of(URI.create(job.savepoint(directory.resolve("secret"))));
      try (var files = Files.walk(savepoint)) {
        for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);
        }
      }
    }
  }

  @Test
  void optionsThatWouldLoseOrBlurChangesAreRefused() {
    options.put("scan.newly-added-table.enabled", "true");
    assertThatThrownBy(() -> CaptureJob.prepare(options))
        .hasStackTraceContaining("'scan.newly-added-table.enabled' = 'true' cannot be combined");
    options.remove("scan.newly-added-table.enabled");
    options.remove("source-name");
    assertThatThrownBy(() -> CaptureJob.prepare(options))
        .hasStackTraceContaining("'changes-as-events' needs 'source-name'");
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(String sql) throws SQLException {
    try (Statement statement = admin.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
