package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.event.Op;
import io.tideline.event.Position;
import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import io.tideline.tests.testkit.Event;
import io.tideline.tests.testkit.LogProxy;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log to which nothing is added: where capture says that it stands, and where it goes on. */
class CaptureIdleIT extends CaptureTest {

  @BeforeEach
  void createATableOfOneRow() throws Exception {
    options.put("heartbeat.interval", "200 ms");
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders VALUES (1)");
  }

  @Test
  void aHeartbeatBeforeTheFirstChangeTellsThePlaceWhereReadingBegan() throws Exception {
    Position end = DATABASE.endOfLog();
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events("HEARTBEAT").size() >= 3);
      assertThat(job.events("HEARTBEAT")).extracting(Event::position).containsOnly(end);
    }
  }

  @Test
  void aHeartbeatAfterABreakDoesNotGoBack() throws Exception {
    try (LogProxy proxy = new LogProxy(Integer.parseInt(options.get("port")))) {
      options.put("port", Integer.toString(proxy.port()));
      options.put("debezium.connect.keep.alive.interval.ms", "200");
      try (CaptureJob job = CaptureJob.start(options)) {
        await().atMost(LONG).until(() -> !job.events("HEARTBEAT").isEmpty());
        DATABASE.execute("INSERT INTO orders VALUES (2)");
        Position end = DATABASE.endOfLog();
        await()
            .atMost(LONG)
            .until(
                () ->
                    job.events("HEARTBEAT").stream().anyMatch(beat -> beat.position().equals(end)));
        int before = job.events("HEARTBEAT").size();
        proxy.cut();
        await().atMost(LONG).until(() -> job.events("HEARTBEAT").size() >= before + 3);
        List<Event> beats = job.events("HEARTBEAT");
        assertThat(beats.subList(before, beats.size()))
            .extracting(Event::position)
            .containsOnly(end);
      }
    }
  }

  @Test
  void aJobThatBeganAtTheEndOfTheLogAndSawNothingGoesOnThere() throws Exception {
    options.put("scan.startup.mode", "latest-offset");
    String savepoint;
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events("HEARTBEAT").size() >= 3);
      savepoint = job.savepoint(directory.resolve("idle"));
      assertThat(job.all()).extracting(Event::op).containsOnly(Op.HEARTBEAT);
    }
    try (CaptureJob job = CaptureJob.startFrom(savepoint, options)) {
      DATABASE.execute("INSERT INTO orders VALUES (3)");
      await().atMost(LONG).until(() -> !job.events().isEmpty());
      assertThat(job.events()).extracting(Event::key).containsExactly("{\"id\":3}");
    }
  }
}
