package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.event.Op;
import io.tideline.event.Position;
import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import io.tideline.tests.testkit.Event;
import io.tideline.tests.testkit.LogProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.junit.jupiter.api.Test;

/** A snapshot in chunks, and one that is interrupted. */
class CaptureSnapshotIT extends CaptureTest {

  private static final int ROWS = 5_000;
  private static final Pattern RANGE =
      Pattern.compile(
          "\\{\"range\":\\{\"from\":(?:null|\\{\"id\":(\\d+)}),\"to\":(?:null|\\{\"id\":(\\d+)})}}");

  @Test
  void chunksThatAreReadAgainAfterAFailureAreNamedAndCounted() throws Exception {
    options.put("scan.incremental.snapshot.chunk.size", "10");
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders SELECT seq FROM seq_1_to_" + ROWS);
    // Upstream makes larger chunks of a table that the database takes for a smaller one.
    DATABASE.execute("ANALYZE TABLE orders");
    try (LogProxy proxy = new LogProxy(Integer.parseInt(options.get("port")))) {
      options.put("port", Integer.toString(proxy.port()));
      try (CaptureJob job = CaptureJob.start(options)) {
        await().atMost(LONG).until(() -> job.events().size() >= 100);
        // A cut between two queries is mended by a new connection, and no chunk is read again.
        await()
            .atMost(LONG)
            .pollInterval(Duration.ofSeconds(4))
            .until(() -> readAgain(job) > 0 || !cut(proxy));
        await().atMost(LONG).until(() -> !job.events("REREAD").isEmpty());
        List<Event> all = job.all();
        for (int i = 0; i < all.size(); i++) {
          if (all.get(i).op() == Op.REREAD) {
            assertNamesTheRangeOf(all.get(i), all.get(i + 1));
          }
        }
        await()
            .atMost(LONG)
            .until(
                () ->
                    job.events().stream().map(Event::key).collect(Collectors.toSet()).size()
                        == ROWS);
        // How many rows a chunk has follows from the database's estimate of the table's size.
        await()
            .atMost(LONG)
            .until(
                () ->
                    gauge(job, "snapshotChunks") > ROWS / 100
                        && gauge(job, "snapshotChunksDone") == gauge(job, "snapshotChunks"));
      }
    }
  }

  @Test
  void aLimitHoldsBackTheSnapshotAndNotTheLog() throws Exception {
    options.put("scan.incremental.snapshot.chunk.size", "100");
    options.put("scan.snapshot.rows-per-second", "1");
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders SELECT seq FROM seq_1_to_" + ROWS);
    DATABASE.execute("ANALYZE TABLE orders");
    int first;
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> !job.events().isEmpty());
      // Checkpoints go on, and the second chunk, which has to wait for minutes, is not read.
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(gauge(job, "snapshotChunksDone")).isEqualTo(1));
      first = job.events().size();
      assertThat(first).isLessThan(ROWS);
      assertThat(gauge(job, "snapshotChunks")).isGreaterThan(1);
      job.savepoint(directory);
      assertThat(job.events()).hasSize(first);
    }
    options.put("scan.startup.mode", "latest-offset");
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> !job.events("HEARTBEAT").isEmpty());
      DATABASE.execute("INSERT INTO orders SELECT seq FROM seq_100001_to_" + (100_000 + ROWS));
      await().atMost(LONG).until(() -> job.events("INSERT").size() == ROWS);
    }
  }

  /**
   * The log is read from the end of the first chunk on, so that the TRUNCATE, which came while the
   * second one was read, is an event, too.
   */
  @Test
  void aRowThatCameAfterATruncateIsNotTakenForOneBeforeIt() throws Exception {
    twoTables();
    try (CaptureJob job = CaptureJob.start(options)) {
      String other =
          whileItsChunkIsRead(
              job,
              table -> "TRUNCATE TABLE " + table,
              table -> "INSERT INTO " + table + " VALUES (100), (101)");
      await().atMost(LONG).until(() -> job.events("TRUNCATE").size() == 1);
      await().atMost(LONG).until(() -> of(job, other).size() >= 2);
      assertThat(of(job, other))
          .extracting(Event::key)
          .containsExactlyInAnyOrder("{\"id\":100}", "{\"id\":101}");
      Position truncated = job.events("TRUNCATE").get(0).position();
      assertThat(of(job, other)).allMatch(row -> row.position().compareTo(truncated) > 0);
    }
  }

  @Test
  void aTableThatIsDroppedBeforeItsChunkIsReadHoldsNothingUp() throws Exception {
    twoTables();
    try (CaptureJob job = CaptureJob.start(options)) {
      String other = whileItsChunkIsRead(job, table -> "DROP TABLE " + table);
      await().atMost(LONG).until(() -> !job.events("HEARTBEAT").isEmpty());
      assertThat(of(job, other)).isEmpty();
      String one = job.events().get(0).table();
      DATABASE.execute("INSERT INTO " + one + " VALUES (100)");
      await().atMost(LONG).until(() -> job.events("INSERT").size() == 1);
      assertThat(gauge(job, "numRestarts")).isZero();
    }
  }

  private void twoTables() throws Exception {
    for (String table : List.of("one", "other")) {
      DATABASE.execute("CREATE TABLE " + table + " (id INT PRIMARY KEY)");
      DATABASE.execute("INSERT INTO " + table + " SELECT seq FROM seq_1_to_20");
    }
    options.put("scan.snapshot.rows-per-second", "4");
  }

  /** Does it to the table that is read second, after its chunk was begun; returns its name. */
  @SafeVarargs
  private final String whileItsChunkIsRead(CaptureJob job, UnaryOperator<String>... statements)
      throws Exception {
    await().atMost(LONG).until(() -> gauge(job, "snapshotChunks") == 2);
    await().atMost(LONG).until(() -> !job.events().isEmpty());
    String table = job.events().get(0).table().equals("one") ? "other" : "one";
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + schema);
      statement.execute("LOCK TABLES " + table + " WRITE");
      await().atMost(LONG).until(() -> isWaitingForALock("SELECT * FROM `" + schema));
      for (UnaryOperator<String> sql : statements) {
        statement.execute(sql.apply(table));
      }
      statement.execute("UNLOCK TABLES");
    }
    return table;
  }

  private static boolean isWaitingForALock(String sql) throws SQLException {
    return DATABASE
        .query(
            "SELECT COUNT(*) AS waiting FROM information_schema.processlist WHERE info LIKE '"
                + sql
                + "%' AND state LIKE 'Waiting for table metadata lock%'",
            "waiting")
        .equals("1");
  }

  private static List<Event> of(CaptureJob job, String table) {
    return job.events().stream().filter(event -> event.table().equals(table)).toList();
  }

  /** The rows of the range come right behind it. */
  private static void assertNamesTheRangeOf(Event reread, Event row) {
    assertThat(reread.table()).isEqualTo("orders");
    assertThat(reread.key()).isNull();
    assertThat(reread.position()).isEqualTo(row.position());
    Matcher range = RANGE.matcher(reread.after());
    assertThat(range.matches()).as(reread.after()).isTrue();
    long id = Long.parseLong(row.key().replaceAll("\\D", ""));
    if (range.group(1) != null) {
      assertThat(id).isGreaterThanOrEqualTo(Long.parseLong(range.group(1)));
    }
    if (range.group(2) != null) {
      assertThat(id).isLessThan(Long.parseLong(range.group(2)));
    }
  }

  private static boolean cut(LogProxy proxy) throws Exception {
    proxy.cut();
    return true;
  }

  private static long readAgain(CaptureJob job) {
    return metrics().findMetrics(job.id(), "chunksReadAgain").values().stream()
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }

  /** As the newest start of the job says it; 0 before that says anything. */
  private static int gauge(CaptureJob job, String name) {
    return metrics().findMetrics(job.id(), name + "$").values().stream()
        .mapToInt(metric -> ((Number) ((Gauge<?>) metric).getValue()).intValue())
        .max()
        .orElse(0);
  }
}
