package io.tideline.local.demo.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics of the one job on a Flink cluster, over its REST interface. While the cluster or the job
 * is away, the values are those before; counters go on across restarts, counting again what is
 * processed again.
 */
public final class JobMetrics {

  private final JsonPage page;
  private final List<String> counters;
  private final List<String> latencies;
  private final Map<String, Long> seen = new HashMap<>();
  private final Map<String, Long> before = new HashMap<>();
  private final Map<String, Double> newest = new HashMap<>();

  /**
   * @param counters names of counters, summed over operators and their instances
   * @param latencies names of histogram figures such as {@code x_p99}; the greatest counts
   */
  public JobMetrics(URI rest, List<String> counters, List<String> latencies) {
    this.page = new JsonPage(rest);
    this.counters = counters;
    this.latencies = latencies;
  }

  /** Reads all values, if they can be had. */
  public void refresh() throws InterruptedException {
    try {
      Map<String, Double> values = new HashMap<>();
      for (JsonNode job : page.get("/jobs/overview").path("jobs")) {
        if (job.path("state").asText().equals("RUNNING")) {
          readJob(job.path("jid").asText(), values);
        }
      }
      values.forEach(this::take);
    } catch (IOException e) {
      newest.keySet().removeAll(latencies);
    }
  }

  public long counter(String name) {
    return before.getOrDefault(name, 0L) + seen.getOrDefault(name, 0L);
  }

  /** NaN when there is none. */
  public double latency(String name) {
    return newest.getOrDefault(name, Double.NaN);
  }

  /** When the newest completed checkpoint was triggered, in milliseconds; 0 without one. */
  public long newestCheckpoint() throws InterruptedException {
    try {
      long time = 0;
      for (JsonNode job : page.get("/jobs/overview").path("jobs")) {
        JsonNode completed =
            page.get("/jobs/" + job.path("jid").asText() + "/checkpoints")
                .path("latest")
                .path("completed");
        time = Math.max(time, completed.path("trigger_timestamp").asLong(0));
      }
      return time;
    } catch (IOException e) {
      return 0;
    }
  }

  private void readJob(String id, Map<String, Double> values)
      throws IOException, InterruptedException {
    for (JsonNode vertex : page.get("/jobs/" + id).path("vertices")) {
      String metrics =
          "/jobs/" + id + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      List<String> wanted = new ArrayList<>();
      for (JsonNode metric : page.get(metrics)) {
        String full = metric.path("id").asText();
        if (counters.contains(shortOf(full)) || latencies.contains(shortOf(full))) {
          wanted.add(URLEncoder.encode(full, StandardCharsets.UTF_8));
        }
      }
      if (!wanted.isEmpty()) {
        for (JsonNode value : page.get(metrics + "?agg=sum,max&get=" + String.join(",", wanted))) {
          add(value, values);
        }
      }
    }
  }

  private void add(JsonNode value, Map<String, Double> values) {
    String name = shortOf(value.path("id").asText());
    if (counters.contains(name)) {
      values.merge(name, value.path("sum").asDouble(), Double::sum);
    } else if (!Double.isNaN(value.path("max").asDouble(Double.NaN))) {
      // A histogram that nobody has written to yet says NaN.
      values.merge(name, value.path("max").asDouble(), Math::max);
    }
  }

  private void take(String name, double value) {
    newest.put(name, value);
    if (counters.contains(name)) {
      long now = (long) value;
      long last = seen.getOrDefault(name, 0L);
      if (now < last) {
        before.merge(name, last, Long::sum);
      }
      seen.put(name, now);
    }
  }

  /** Names begin with that of the operator. */
  private static String shortOf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
