package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import io.tideline.tests.testkit.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A snapshot that goes on after a restart, while the database is written to without end. */
class CaptureSnapshotRestartIT extends CaptureTest {

  private static final int ROWS = 600;

  private final AtomicBoolean writing = new AtomicBoolean(true);
  private CompletableFuture<Void> writer;

  @BeforeEach
  void writeWithoutEnd() throws Exception {
    options.put("scan.incremental.snapshot.chunk.size", "20");
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders SELECT seq FROM seq_1_to_" + ROWS);
    DATABASE.execute("CREATE TABLE beats (id INT PRIMARY KEY, beat BIGINT)");
    DATABASE.execute("INSERT INTO beats VALUES (1, 0)");
    // Upstream makes larger chunks of a table that the database takes for a smaller one.
    DATABASE.execute("ANALYZE TABLE orders");
    writer = CompletableFuture.runAsync(this::write);
  }

  private void write() {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      while (writing.get()) {
        statement.execute("UPDATE " + schema + ".beats SET beat = beat + 1");
        Thread.sleep(1);
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException("the database cannot be written to", e);
    }
  }

  @AfterEach
  void stopWriting() {
    writing.set(false);
    writer.join();
  }

  /** From a restart on a reader has two chunks at a time. */
  @Test
  void itComesToItsEnd() throws Exception {
    Set<String> read = new HashSet<>();
    String savepoint;
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> keys(job).size() >= 100);
      savepoint = job.savepoint(directory);
      read.addAll(keys(job));
    }
    assertThat(read).hasSizeLessThan(ROWS);
    try (CaptureJob job = CaptureJob.startFrom(savepoint, options)) {
      await().atMost(LONG).until(() -> !job.events("UPDATE").isEmpty());
      read.addAll(keys(job));
    }
    assertThat(read).hasSize(ROWS);
  }

  private static List<String> keys(CaptureJob job) {
    return job.events("READ").stream()
        .filter(event -> event.table().equals("orders"))
        .map(Event::key)
        .collect(Collectors.toList());
  }
}
