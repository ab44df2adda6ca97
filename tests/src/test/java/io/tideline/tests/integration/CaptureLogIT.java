package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.event.Op;
import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import io.tideline.tests.testkit.Event;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of capture when the log it reads is lost, or becomes another. */
class CaptureLogIT extends CaptureTest {

  @BeforeEach
  void createATableAndBeginAFileOfTheLog() throws Exception {
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY, note TEXT)");
    DATABASE.execute("FLUSH BINARY LOGS");
    options.put("heartbeat.interval", "200 ms");
  }

  @Test
  void aLogThatWasPurgedIsMissed() throws Exception {
    String savepoint = savepointAfterOneChange();
    DATABASE.execute("INSERT INTO orders VALUES (2, 'lost')");
    DATABASE.execute("FLUSH BINARY LOGS");
    String oldest = DATABASE.query("SHOW MASTER STATUS", "File");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              // Nothing is purged while the server thinks that somebody reads it.
              DATABASE.execute("PURGE BINARY LOGS TO '" + oldest + "'");
              assertThat(DATABASE.query("SHOW BINARY LOGS", "Log_name")).isEqualTo(oldest);
            });
    DATABASE.execute("INSERT INTO orders VALUES (3, 'there')");
    assertThatItFails(savepoint, "was purged before capture read it", "'log-epoch' = '2'", oldest);
    Event change = theChangeAfterGoingOn(savepoint);
    assertThat(change.after()).isEqualTo("{\"id\":3,\"note\":\"there\"}");
    assertThat(change.position().epoch()).isEqualTo(1);
  }

  @Test
  void aLogThatNumbersItsFilesAnewIsNotTakenForTheOldOne() throws Exception {
    String savepoint = savepointAfterOneChange();
    DATABASE.execute("RESET MASTER");
    DATABASE.execute("INSERT INTO orders VALUES (2, 'new log')");
    assertThatItFails(savepoint, "began to number its files anew", "'log-lost' = 'oldest'");
    Event change = theChangeAfterGoingOn(savepoint);
    assertThat(change.after()).isEqualTo("{\"id\":2,\"note\":\"new log\"}");
    assertThat(change.position().epoch()).isEqualTo(2);
    assertThat(change.position().file()).isEqualTo(1);
  }

  @Test
  void anotherLogOfTheSameNameIsNotTakenForTheOldOne() throws Exception {
    DATABASE.execute("RESET MASTER");
    String savepoint = savepointAfterOneChange();
    DATABASE.execute("RESET MASTER");
    assertThatItFails(savepoint, "the log was begun anew");
    DATABASE.execute("INSERT INTO orders VALUES (2, '" + "long".repeat(500) + "')");
    assertThatItFails(savepoint, "is another one than capture has read");
    Event change = theChangeAfterGoingOn(savepoint);
    assertThat(change.position().epoch()).isEqualTo(2);
    assertThat(change.position().file()).isEqualTo(1);
  }

  @Test
  void theEpochThatHasGrownIsKept() throws Exception {
    String first = savepointAfterOneChange();
    DATABASE.execute("RESET MASTER");
    DATABASE.execute("INSERT INTO orders VALUES (2, 'second log')");
    options.put("log-lost", "oldest");
    String second;
    try (CaptureJob job = CaptureJob.startFrom(first, options)) {
      await().atMost(LONG).until(() -> !job.events("INSERT").isEmpty());
      second = job.savepoint(directory.resolve("second"));
    }
    options.remove("log-lost");
    try (CaptureJob job = CaptureJob.startFrom(second, options)) {
      DATABASE.execute("INSERT INTO orders VALUES (3, 'second log')");
      await().atMost(LONG).until(() -> !job.events("INSERT").isEmpty());
      assertThat(job.events("INSERT"))
          .extracting(event -> event.position().epoch())
          .containsOnly(2);
    }
    DATABASE.execute("FLUSH BINARY LOGS");
    DATABASE.execute("RESET MASTER");
    assertThatItFails(second, "'log-epoch' = '3'");
  }

  @Test
  void aLogThatBeginsAnewWhileItIsReadEndsTheJob() throws Exception {
    DATABASE.execute("INSERT INTO orders VALUES (1, 'row')");
    try (CaptureJob job = CaptureJob.startOnce(null, options)) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
      DATABASE.execute("INSERT INTO orders VALUES (2, 'old log')");
      await().atMost(LONG).until(() -> job.events().size() == 2);
      DATABASE.execute("RESET MASTER");
      DATABASE.execute("INSERT INTO orders VALUES (3, 'new log')");
      assertThat(job.failure(LONG)).isNotNull();
      assertThat(job.events("INSERT")).extracting(Event::key).containsExactly("{\"id\":2}");
    }
  }

  /** Of a job that has read a snapshot and a change of the log. */
  private String savepointAfterOneChange() throws Exception {
    try (CaptureJob job = CaptureJob.start(options)) {
      await()
          .atMost(LONG)
          .until(() -> job.all().stream().anyMatch(event -> event.op() == Op.HEARTBEAT));
      DATABASE.execute("INSERT INTO orders VALUES (1, 'read')");
      await().atMost(LONG).until(() -> job.events().size() == 1);
      return job.savepoint(directory.resolve("savepoints"));
    }
  }

  private void assertThatItFails(String savepoint, String... words) throws Exception {
    try (CaptureJob job = CaptureJob.startOnce(savepoint, options)) {
      Throwable failure = job.failure(LONG);
      for (String word : words) {
        assertThat(failure).hasStackTraceContaining(word);
      }
      assertThat(job.events()).isEmpty();
    }
  }

  private Event theChangeAfterGoingOn(String savepoint) throws Exception {
    options.put("log-lost", "oldest");
    try (CaptureJob job = CaptureJob.startFrom(savepoint, options)) {
      await().atMost(LONG).until(() -> !job.events().isEmpty());
      List<Event> events = job.events();
      assertThat(events).hasSize(1);
      return events.get(0);
    } finally {
      options.remove("log-lost");
    }
  }
}
