package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.tideline.event.EventId;
import io.tideline.event.Op;
import io.tideline.event.Position;
import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import io.tideline.tests.testkit.Event;
import io.tideline.tests.testkit.LogProxy;
import io.tideline.tests.testkit.TestDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** 'oceanbase-cdc' with changes-as-events, over the log of a real database. */
class CaptureIT extends CaptureTest {

  @Test
  void everyKindOfChangeCarriesItsImages() throws Exception {
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY, amount DECIMAL(5,2), note TEXT)");
    DATABASE.execute("INSERT INTO orders VALUES (1, 1.10, NULL)");
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
      DATABASE.execute("UPDATE orders SET amount = 2.20 WHERE id = 1");
      DATABASE.execute("DELETE FROM orders WHERE id = 1");
      await().atMost(LONG).until(() -> job.events().size() == 3);
      Event update = job.events().get(1);
      assertThat(update.op()).isEqualTo(Op.UPDATE);
      assertThat(update.before()).isEqualTo("{\"id\":1,\"amount\":1.10,\"note\":null}");
      assertThat(update.after()).isEqualTo("{\"id\":1,\"amount\":2.20,\"note\":null}");
      assertThat(update.time()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
      Event delete = job.events().get(2);
      assertThat(delete.op()).isEqualTo(Op.DELETE);
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
    DATABASE.execute("CREATE TABLE items (note TEXT, line INT, id INT, PRIMARY KEY (id, line))");
    try (CaptureJob job = CaptureJob.start(options)) {
      DATABASE.execute("INSERT INTO items VALUES ('x', 7, 1)");
      await().atMost(LONG).until(() -> !job.events().isEmpty());
      DATABASE.execute("UPDATE items SET id = 2");
      await().atMost(LONG).until(() -> job.events().size() == 3);
      Event delete = job.events().get(1);
      Event insert = job.events().get(2);
      assertThat(delete.op()).isEqualTo(Op.DELETE);
      assertThat(delete.key()).isEqualTo("{\"line\":7,\"id\":1}");
      assertThat(delete.position().half()).isEqualTo(Position.OLD_KEY);
      assertThat(insert.op()).isEqualTo(Op.INSERT);
      assertThat(insert.key()).isEqualTo("{\"line\":7,\"id\":2}");
      assertThat(insert.position().half()).isEqualTo(Position.NEW_KEY);
      assertThat(insert.position().offset()).isEqualTo(delete.position().offset());
      assertThat(insert.position()).isGreaterThan(delete.position());
      assertThat(insert.id()).isNotEqualTo(delete.id());
      EventId ids = EventId.of("test-db", schema, "items");
      assertThat(ids.change(delete.position().otherHalf())).isEqualTo(insert.id());
      assertThat(ids.change(insert.position().otherHalf())).isEqualTo(delete.id());
    }
  }

  @Test
  void oneConnectionReadsTheLogOfAllTablesAndANewOne() throws Exception {
    DATABASE.execute("CREATE TABLE first_table (id INT PRIMARY KEY)");
    DATABASE.execute("CREATE TABLE second_table (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO first_table VALUES (1)");
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
      // DDL is followed once the log is being read, which a change of the log shows.
      DATABASE.execute("INSERT INTO first_table VALUES (2)");
      await().atMost(LONG).until(() -> job.events("INSERT").size() == 1);
      DATABASE.execute("INSERT INTO second_table VALUES (2)");
      DATABASE.execute("CREATE TABLE third_table (id INT PRIMARY KEY, note VARCHAR(10))");
      DATABASE.execute("INSERT INTO third_table VALUES (3, 'new')");
      DATABASE.execute("ALTER TABLE third_table ADD COLUMN more INT");
      DATABASE.execute("INSERT INTO third_table VALUES (4, 'newer', 5)");
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
              DATABASE.query(
                  "SELECT COUNT(*) AS dumps FROM information_schema.processlist WHERE command ="
                      + " 'Binlog Dump'",
                  "dumps"))
          .isEqualTo("1");
    }
  }

  @Test
  void aRowOfTheSnapshotStandsAtTheLowWatermarkOfItsChunk() throws Exception {
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders VALUES (1), (2), (3)");
    Position end = DATABASE.endOfLog();
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 3);
      assertThat(job.events()).extracting(Event::position).containsOnly(end);
      DATABASE.execute("INSERT INTO orders VALUES (4)");
      await().atMost(LONG).until(() -> job.events().size() == 4);
      assertThat(job.events().get(3).position()).isGreaterThan(job.events().get(0).position());
    }
  }

  @Test
  void rowsWithoutAKeyAreToldApart() throws Exception {
    DATABASE.execute("CREATE TABLE notes (day INT, text VARCHAR(10))");
    DATABASE.execute("INSERT INTO notes VALUES (1, 'same'), (1, 'same'), (2, 'other')");
    options.put("scan.incremental.snapshot.chunk.key-column", schema + "\\.notes:day");
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 3);
      DATABASE.execute("INSERT INTO notes VALUES (1, 'same'), (1, 'same')");
      await().atMost(LONG).until(() -> job.events().size() == 5);
      assertThat(job.events()).extracting(Event::key).containsOnlyNulls();
      assertThat(job.events()).extracting(Event::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void aChangeReadAgainHasTheSameName() throws Exception {
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY, amount INT)");
    DATABASE.execute("INSERT INTO orders VALUES (1, 1), (2, 1)");
    List<Event> afterSavepoint;
    String savepoint;
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 2);
      DATABASE.execute("UPDATE orders SET amount = 2");
      await().atMost(LONG).until(() -> job.events().size() == 4);
      savepoint = job.savepoint(directory.resolve("savepoints"));
      DATABASE.execute("UPDATE orders SET amount = 3");
      DATABASE.execute("UPDATE orders SET id = 5 WHERE id = 1");
      DATABASE.execute("START TRANSACTION");
      DATABASE.execute("INSERT INTO orders VALUES (6, 1), (7, 1)");
      DATABASE.execute("DELETE FROM orders WHERE id = 2");
      DATABASE.execute("COMMIT");
      await().atMost(LONG).until(() -> job.events().size() == 11);
      assertThat(job.events()).extracting(Event::id).doesNotHaveDuplicates();
      afterSavepoint = job.events().subList(4, 11);
    }
    try (CaptureJob job = CaptureJob.startFrom(savepoint, options)) {
      await().atMost(LONG).until(() -> job.events().size() >= 7);
      DATABASE.execute("INSERT INTO orders VALUES (8, 1)");
      await().atMost(LONG).until(() -> job.events().size() == 8);
      assertThat(job.events().subList(0, 7)).isEqualTo(afterSavepoint);
    }
  }

  @Test
  void everyChangeIsCounted() throws Exception {
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders VALUES (1), (2)");
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 2);
      DATABASE.execute("DELETE FROM orders");
      await().atMost(LONG).until(() -> job.events().size() == 4);
      Counter counter = (Counter) metrics().findMetric(job.id(), "capturedChanges").orElseThrow();
      await().atMost(LONG).until(() -> counter.getCount() == 4);
      Counter deletes =
          (Counter)
              metrics()
                  .findMetric(job.id(), "table." + schema + ".orders.op.DELETE.captured")
                  .orElseThrow();
      assertThat(deletes.getCount()).isEqualTo(2);
      Gauge<?> offset = (Gauge<?>) metrics().findMetric(job.id(), "logOffset").orElseThrow();
      assertThat((Long) offset.getValue()).isPositive();
    }
  }

  @Test
  void howFarCaptureIsBehindTheLogIsTold() throws Exception {
    options.put("heartbeat.interval", "1 s");
    // A connection that is held up is not taken for a broken one.
    options.put("debezium.connect.keep.alive.interval.ms", "600000");
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY, note LONGTEXT)");
    DATABASE.execute("INSERT INTO orders VALUES (1, '')");
    try (LogProxy proxy = new LogProxy(Integer.parseInt(options.get("port")))) {
      options.put("port", Integer.toString(proxy.port()));
      try (CaptureJob job = CaptureJob.start(options)) {
        await().atMost(LONG).until(() -> job.events().size() == 1);
        await().atMost(LONG).until(() -> metric(job, "logBytesBehind") == 0);
        await().atMost(LONG).until(() -> metric(job, "logSecondsBehind") == 0);
        proxy.holdAfterRows(1);
        DATABASE.execute("INSERT INTO orders VALUES (2, REPEAT('x', 100000))");
        DATABASE.execute("INSERT INTO orders VALUES (3, REPEAT('x', 100000))");
        DATABASE.execute("FLUSH BINARY LOGS");
        DATABASE.execute("INSERT INTO orders VALUES (4, REPEAT('x', 100000))");
        proxy.awaitHeld();
        await().atMost(LONG).until(() -> metric(job, "logBytesBehind") > 200_000);
        await().atMost(LONG).until(() -> metric(job, "logSecondsBehind") >= 2);
        proxy.release();
        await().atMost(LONG).until(() -> job.events().size() == 4);
        await().atMost(LONG).until(() -> metric(job, "logBytesBehind") == 0);
        await().atMost(LONG).until(() -> metric(job, "logSecondsBehind") == 0);
        assertThat(metric(job, "logFile")).isPositive();
        assertThat(metric(job, "reconnects")).isZero();
      }
    }
  }

  private static long metric(CaptureJob job, String name) {
    Gauge<?> gauge = (Gauge<?>) metrics().findMetric(job.id(), name).orElseThrow();
    return ((Number) gauge.getValue()).longValue();
  }

  @Test
  void aSecretIsInNothingThatLeavesTheJob() throws Exception {
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders VALUES (1)");
    try (CaptureJob job = CaptureJob.prepare(options)) {
      byte[] graph = InstantiationUtil.serializeObject(job.graph());
      assertThat(new String(graph, StandardCharsets.ISO_8859_1))
          .contains(DATABASE.passwordFile().toString())
          .doesNotContain(TestDatabase.PASSWORD);
      assertThat(job.showCreateTable()).doesNotContain(TestDatabase.PASSWORD);
      assertThat(job.explain()).doesNotContain(TestDatabase.PASSWORD);
    }
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
      Path savepoint = Path.of(URI.create(job.savepoint(directory.resolve("secret"))));
      try (var files = Files.walk(savepoint)) {
        for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .doesNotContain(TestDatabase.PASSWORD);
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
    options.put("source-name", "test-db");
    options.put("scan.snapshot.rows-per-second", "-1");
    assertThatThrownBy(() -> CaptureJob.prepare(options))
        .hasStackTraceContaining(
            "'scan.snapshot.rows-per-second' is at least 0, which is no limit, not -1");
  }
}
