package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import io.tideline.tests.testkit.Event;
import io.tideline.tests.testkit.LogProxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the midst of a transaction when capture stops is neither lost nor made up. */
class CaptureTransactionIT extends CaptureTest {

  private static final int STATEMENTS = 20;

  private LogProxy proxy;

  @BeforeEach
  void createATableBehindAProxy() throws Exception {
    proxy = new LogProxy(Integer.parseInt(options.get("port")));
    options.put("port", Integer.toString(proxy.port()));
    // A stream that the proxy holds is not to be taken for a broken one.
    options.put("debezium.connect.keep.alive.interval.ms", "20000");
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders VALUES (0)");
  }

  @AfterEach
  void closeProxy() throws Exception {
    proxy.close();
  }

  @Test
  void heartbeatsWithinATransactionLoseNothing() throws Exception {
    proxy.sendHeartbeats(true);
    List<Event> events;
    String savepoint;
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
      startReadingTheLog(job);
      proxy.holdAfterRows(5);
      transaction(1);
      proxy.awaitHeld();
      await().atMost(LONG).until(() -> job.events().size() == 2 + 5);
      savepoint = job.savepoint(directory.resolve("savepoints"));
      events = new ArrayList<>(job.events());
    }
    proxy.cut();
    proxy.sendHeartbeats(false);
    try (CaptureJob job = CaptureJob.startFrom(savepoint, options)) {
      transaction(2);
      await().atMost(LONG).until(() -> keys(job.events()).contains(key(2, STATEMENTS - 1)));
      events.addAll(job.events());
    }
    assertThat(keys(events).stream().skip(2)).containsExactlyElementsOf(keysOfBoth());
  }

  @Test
  void aConnectionThatBreaksWithinATransactionLosesNothing() throws Exception {
    // Twice this passes until the break is noticed.
    options.put("debezium.connect.keep.alive.interval.ms", "5000");
    List<Event> events;
    String savepoint;
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
      startReadingTheLog(job);
      proxy.holdAfterRows(5);
      transaction(1);
      proxy.awaitHeld();
      await().atMost(LONG).until(() -> job.events().size() == 2 + 5);
      proxy.cut();
      proxy.holdAfterRows(12);
      proxy.awaitHeld();
      await().atMost(LONG).until(() -> keys(job.events()).contains(key(1, 10)));
      savepoint = job.savepoint(directory.resolve("savepoints"));
      events = new ArrayList<>(job.events());
    }
    proxy.cut();
    try (CaptureJob job = CaptureJob.startFrom(savepoint, options)) {
      transaction(2);
      await().atMost(LONG).until(() -> keys(job.events()).contains(key(2, STATEMENTS - 1)));
      events.addAll(job.events());
    }
    assertThat(new LinkedHashSet<>(keys(events)).stream().skip(2))
        .containsExactlyElementsOf(keysOfBoth());
    assertThat(events.stream().map(Event::id).distinct()).hasSize(2 + 2 * STATEMENTS);
  }

  private void startReadingTheLog(CaptureJob job) throws Exception {
    DATABASE.execute("INSERT INTO orders VALUES (-1)");
    await().atMost(LONG).until(() -> job.events().size() == 2);
  }

  private static void transaction(int number) throws Exception {
    DATABASE.execute("START TRANSACTION");
    for (int i = 0; i < STATEMENTS; i++) {
      DATABASE.execute("INSERT INTO orders VALUES (" + (number * 100 + i) + ")");
    }
    DATABASE.execute("COMMIT");
  }

  private static List<String> keys(List<Event> events) {
    return events.stream().map(Event::key).collect(Collectors.toList());
  }

  private static List<String> keysOfBoth() {
    return IntStream.range(0, 2 * STATEMENTS)
        .mapToObj(i -> key(1 + i / STATEMENTS, i % STATEMENTS))
        .collect(Collectors.toList());
  }

  private static String key(int transaction, int statement) {
    return "{\"id\":" + (transaction * 100 + statement) + "}";
  }
}
