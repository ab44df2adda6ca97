package io.tideline.local.demo.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobMetricsTest {

  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private HttpServer flink;
  private JobMetrics metrics;

  @BeforeEach
  void aClusterWithOneJobOfTwoVertices() throws Exception {
    flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext(
        "/",
        exchange -> {
          String page = pages.get(exchange.getRequestURI().toString());
          byte[] body = (page == null ? "{}" : page).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(page == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    flink.start();
    metrics =
        new JobMetrics(
            URI.create("http://127.0.0.1:" + flink.getAddress().getPort()),
            List.of("delivered"),
            List.of("latencyMs_p99"));
    pages.put(
        "/jobs/overview",
        "{\"jobs\":[{\"jid\":\"old\",\"state\":\"FAILED\"},{\"jid\":\"j\",\"state\":\"RUNNING\"}]}");
    pages.put("/jobs/j", "{\"vertices\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
    for (String vertex : List.of("a", "b")) {
      pages.put(
          "/jobs/j/vertices/" + vertex + "/subtasks/metrics",
          "[{\"id\":\"gate.delivered\"},{\"id\":\"sink.latencyMs_p99\"},{\"id\":\"other\"}]");
    }
    values("a", 10, 5);
    values("b", 7, 9);
  }

  @AfterEach
  void stop() {
    flink.stop(0);
  }

  @Test
  void countersAreSummedAndOfLatenciesTheWorstCounts() throws Exception {
    metrics.refresh();

    assertThat(metrics.counter("delivered")).isEqualTo(17);
    assertThat(metrics.latency("latencyMs_p99")).isEqualTo(9);
  }

  @Test
  void anEmptyHistogramDoesNotHideTheOthers() throws Exception {
    pages.put(
        "/jobs/j/vertices/a/subtasks/metrics?agg=sum,max&get=gate.delivered,sink.latencyMs_p99",
        "[{\"id\":\"sink.latencyMs_p99\",\"sum\":\"NaN\",\"max\":\"NaN\"}]");

    metrics.refresh();

    assertThat(metrics.latency("latencyMs_p99")).isEqualTo(9);
  }

  @Test
  void aCounterGoesOnWhenTheJobStartsAgainFromZero() throws Exception {
    metrics.refresh();
    values("a", 3, 5);
    values("b", 0, 5);
    metrics.refresh();

    assertThat(metrics.counter("delivered")).isEqualTo(20);
  }

  @Test
  void whileTheClusterIsAwayCountersKeepTheirValueAndLatencyIsUnknown() throws Exception {
    metrics.refresh();
    flink.stop(0);
    metrics.refresh();

    assertThat(metrics.counter("delivered")).isEqualTo(17);
    assertThat(metrics.latency("latencyMs_p99")).isNaN();
  }

  @Test
  void theNewestCompletedCheckpointIsKnown() throws Exception {
    pages.put("/jobs/old/checkpoints", "{\"latest\":{\"completed\":null}}");
    pages.put(
        "/jobs/j/checkpoints", "{\"latest\":{\"completed\":{\"id\":3,\"trigger_timestamp\":77}}}");

    assertThat(metrics.newestCheckpoint()).isEqualTo(77);
  }

  private void values(String vertex, int delivered, int latency) {
    pages.put(
        "/jobs/j/vertices/"
            + vertex
            + "/subtasks/metrics?agg=sum,max&get=gate.delivered,sink.latencyMs_p99",
        ("[{\"id\":\"gate.delivered\",\"sum\":%d,\"max\":%d},"
                + "{\"id\":\"sink.latencyMs_p99\",\"sum\":99,\"max\":%d}]")
            .formatted(delivered, delivered, latency));
  }
}
