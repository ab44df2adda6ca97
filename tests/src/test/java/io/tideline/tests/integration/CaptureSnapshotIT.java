package io.tideline.tests.integration;

import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.Event;
import io.tideline.tests.testkit.LogProxy;
import io.tideline.tests.testkit.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A snapshot in chunks, and one that is interrupted. */
class CaptureSnapshotIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int ROWS = 5_000;

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
  void chunksThatAreReadAgainAfterAFailureAreCounted() throws Exception {
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
