package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import io.tideline.tests.testkit.Event;
import io.tideline.tests.testkit.LogProxy;
import org.apache.flink.metrics.Gauge;
import org.junit.jupiter.api.Test;

/** The connection to the log, when the other side is gone without a word. */
class CaptureConnectionIT extends CaptureTest {

  @Test
  void aConnectionThatSaysNothingAnyMoreIsMadeAnew() throws Exception {
    options.put("debezium.connect.keep.alive.interval.ms", "1000");
    options.put("heartbeat.interval", "200 ms");
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    DATABASE.execute("INSERT INTO orders VALUES (1)");
    try (LogProxy proxy = new LogProxy(Integer.parseInt(options.get("port")))) {
      options.put("port", Integer.toString(proxy.port()));
      try (CaptureJob job = CaptureJob.start(options)) {
        await().atMost(LONG).until(() -> !job.events("HEARTBEAT").isEmpty());
        long before = reconnects(job);
        proxy.silence();
        DATABASE.execute("INSERT INTO orders VALUES (2)");
        await().atMost(LONG).until(() -> !job.events("INSERT").isEmpty());
        assertThat(job.events()).extracting(Event::key).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(reconnects(job)).isGreaterThan(before);
      }
    }
  }

  private static long reconnects(CaptureJob job) {
    Gauge<?> gauge = (Gauge<?>) metrics().findMetric(job.id(), "reconnects").orElseThrow();
    return (Long) gauge.getValue();
  }
}
