package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tideline.event.Op;
import io.tideline.event.Position;
import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import io.tideline.tests.testkit.Event;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that speak of a table or of the log, not of a row. */
class CaptureSchemaIT extends CaptureTest {

  @BeforeEach
  void createATableOfOneRow() throws Exception {
    options.put("heartbeat.interval", "200 ms");
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders VALUES (1)");
  }

  @Test
  void everyStatementThatDefinesDataIsAnEventInItsPlace() throws Exception {
    try (CaptureJob job = CaptureJob.start(options)) {
      startReadingTheLog(job);
      String savepoint = job.savepoint(directory.resolve("savepoints"));
      DATABASE.execute("ALTER TABLE orders ADD COLUMN note VARCHAR(20) DEFAULT 'a\"b'");
      DATABASE.execute("INSERT INTO orders VALUES (3, 'new')");
      DATABASE.execute("/* by hand */ TRUNCATE TABLE orders");
      DATABASE.execute("CREATE TABLE more (id INT PRIMARY KEY)");
      DATABASE.execute("CREATE TABLE most (id INT PRIMARY KEY)");
      DATABASE.execute("RENAME TABLE more TO other");
      DATABASE.execute("DROP TABLE other, most");
      DATABASE.execute("INSERT INTO orders VALUES (4, 'last')");
      await().atMost(LONG).until(() -> changes(job).size() >= 2 + 9);
      List<Event> changes = changes(job).subList(2, 11);
      assertThat(changes)
          .extracting(Event::op, Event::table)
          .containsExactly(
              tuple(Op.SCHEMA, "orders"),
              tuple(Op.INSERT, "orders"),
              tuple(Op.TRUNCATE, "orders"),
              tuple(Op.SCHEMA, "more"),
              tuple(Op.SCHEMA, "most"),
              tuple(Op.SCHEMA, "other"),
              tuple(Op.TRUNCATE, "most"),
              tuple(Op.TRUNCATE, "other"),
              tuple(Op.INSERT, "orders"));
      assertThat(changes.get(0).after())
          .isEqualTo(
              "{\"ddl\":\"ALTER TABLE orders ADD COLUMN note VARCHAR(20) DEFAULT 'a\\\"b'\"}");
      assertThat(changes.get(1).after()).isEqualTo("{\"id\":3,\"note\":\"new\"}");
      assertThat(changes).extracting(Event::position).isSorted();
      assertThat(changes).extracting(Event::id).doesNotHaveDuplicates();
      try (CaptureJob again = CaptureJob.startFrom(savepoint, options)) {
        await().atMost(LONG).until(() -> changes(again).size() >= 9);
        assertThat(changes(again)).extracting(Event::id).isEqualTo(ids(changes));
      }
    }
  }

  @Test
  void aDatabaseThatIsDroppedTakesEachOfItsTables() throws Exception {
    options.put("table-name", schema + "\\.(orders|items|old)");
    DATABASE.execute("CREATE TABLE items (id INT PRIMARY KEY)");
    DATABASE.execute("CREATE TABLE old (id INT PRIMARY KEY)");
    DATABASE.execute("CREATE TABLE not_captured (id INT PRIMARY KEY)");
    try (CaptureJob job = CaptureJob.start(options)) {
      startReadingTheLog(job);
      DATABASE.execute("DROP TABLE old");
      await().atMost(LONG).until(() -> changes(job).size() == 3);
      String savepoint = job.savepoint(directory.resolve("database"));
      DATABASE.execute("DROP DATABASE " + schema);
      DATABASE.execute("CREATE DATABASE " + schema);
      DATABASE.execute("USE " + schema);
      DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
      DATABASE.execute("INSERT INTO orders VALUES (5)");
      await().atMost(LONG).until(() -> job.events().size() == 3);
      List<Event> changes = changes(job).subList(2, changes(job).size());
      assertThat(changes)
          .extracting(Event::op, Event::table)
          .containsExactly(
              tuple(Op.TRUNCATE, "old"),
              tuple(Op.TRUNCATE, "items"),
              tuple(Op.TRUNCATE, "orders"),
              tuple(Op.SCHEMA, "orders"),
              tuple(Op.INSERT, "orders"));
      assertThat(changes.get(1).after()).isEqualTo("{\"ddl\":\"DROP DATABASE " + schema + "\"}");
      assertThat(changes.get(1).position()).isEqualTo(changes.get(2).position());
      assertThat(changes).extracting(Event::position).isSorted();
      assertThat(changes).extracting(Event::id).doesNotHaveDuplicates();
      try (CaptureJob again = CaptureJob.startFrom(savepoint, options)) {
        await().atMost(LONG).until(() -> changes(again).size() >= 4);
        assertThat(ids(changes(again))).isEqualTo(ids(changes.subList(1, 5)));
      }
    }
  }

  @Test
  void heartbeatsTellThePositionReachedWhenNothingChanges() throws Exception {
    try (CaptureJob job = CaptureJob.start(options)) {
      startReadingTheLog(job);
      Position last = job.events().get(1).position();
      await().atMost(LONG).until(() -> heartbeatsFrom(job, last).size() >= 2);
      assertThat(job.events("HEARTBEAT")).extracting(Event::id).doesNotHaveDuplicates();
      DATABASE.newSchema();
      DATABASE.execute("CREATE TABLE elsewhere (id INT PRIMARY KEY)");
      DATABASE.execute("INSERT INTO elsewhere VALUES (1)");
      Position end = DATABASE.endOfLog();
      await().atMost(LONG).until(() -> !heartbeatsFrom(job, end).isEmpty());
      assertThat(job.events()).hasSize(2);
    }
  }

  @Test
  void noHeartbeatIsAheadOfTheChangesBeforeIt() throws Exception {
    options.put("heartbeat.interval", "100 ms");
    try (CaptureJob job = CaptureJob.start(options)) {
      startReadingTheLog(job);
      for (int i = 0; i < 30; i++) {
        DATABASE.execute("START TRANSACTION");
        for (int j = 0; j < 5; j++) {
          DATABASE.execute(
              "INSERT INTO orders SELECT seq FROM seq_"
                  + (1_000 * (5 * i + j) + 3)
                  + "_to_"
                  + (1_000 * (5 * i + j) + 1_002));
        }
        DATABASE.execute("COMMIT");
      }
      await().atMost(LONG).until(() -> job.events().size() == 2 + 150_000);
      Position reached = Position.of(0, 0, 0, 0, Position.WHOLE);
      int heartbeats = 0;
      for (Event event : job.all()) {
        if (event.op() == Op.HEARTBEAT) {
          assertThat(event.position()).isGreaterThanOrEqualTo(reached);
          reached = event.position();
          heartbeats++;
        } else if (event.op() == Op.INSERT) {
          assertThat(event.position()).isGreaterThanOrEqualTo(reached);
        }
      }
      assertThat(heartbeats).isGreaterThan(3);
    }
  }

  @Test
  void aTableThatIsAlteredBetweenItsSnapshotAndTheLogIsReadRightly() throws Exception {
    try (CaptureJob job = CaptureJob.startWide(options, Duration.ofSeconds(5))) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
      DATABASE.execute("INSERT INTO orders VALUES (2)");
      DATABASE.execute("ALTER TABLE orders ADD COLUMN note VARCHAR(20), ADD COLUMN price INT");
      DATABASE.execute("INSERT INTO orders VALUES (3, 'new', 5)");
      await().atMost(LONG).until(() -> job.events().size() == 3);
      assertThat(job.events())
          .extracting(Event::after)
          .containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3,\"note\":\"new\",\"price\":5}");
      assertThat(job.events("SCHEMA")).hasSize(1);
    }
  }

  private void startReadingTheLog(CaptureJob job) throws Exception {
    await().atMost(LONG).until(() -> job.events().size() == 1);
    DATABASE.execute("INSERT INTO orders VALUES (2)");
    await().atMost(LONG).until(() -> job.events().size() == 2);
  }

  private static List<Event> changes(CaptureJob job) {
    return job.all().stream()
        .filter(event -> event.op() != Op.HEARTBEAT)
        .collect(Collectors.toList());
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).collect(Collectors.toList());
  }

  private static List<Event> heartbeatsFrom(CaptureJob job, Position position) {
    return job.events("HEARTBEAT").stream()
        .filter(event -> event.position().compareTo(position) >= 0)
        .collect(Collectors.toList());
  }
}
