package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.event.Op;
import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.Event;
import io.tideline.tests.testkit.LogProxy;
import io.tideline.tests.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot in chunks, and one that is interrupted. */
class CaptureSnapshotIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int ROWS = 5_000;
  private static final Pattern RANGE =
      Pattern.compile(
          "\\{\"range\":\\{\"from\":(?:null|\\{\"id\":(\\d+)}),\"to\":(?:null|\\{\"id\":(\\d+)})}}");

  @TempDir static Path directory;

  private static final InMemoryReporter METRICS = InMemoryReporter.create();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void chunksThatAreReadAgainAfterAFailureAreNamedAndCounted() throws Exception {
    Map<String, String> options = CaptureJob.options(DATABASE, DATABASE.newSchema());
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
    String schema = DATABASE.newSchema();
    Map<String, String> options = CaptureJob.options(DATABASE, schema);
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
    return METRICS.findMetrics(job.id(), "chunksReadAgain").values().stream()
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }

  /** As the newest start of the job says it; 0 before that says anything. */
  private static int gauge(CaptureJob job, String name) {
    return METRICS.findMetrics(job.id(), name + "$").values().stream()
        .mapToInt(metric -> (Integer) ((Gauge<?>) metric).getValue())
        .max()
        .orElse(0);
  }
}
