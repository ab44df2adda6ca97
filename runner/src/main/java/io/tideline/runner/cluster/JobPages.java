package io.tideline.runner.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** What the REST interface tells of one job, in our words. */
public final class JobPages {

  /** Of the tasks, the largest of all counts; by the name at the end of Flink's. */
  private static final List<String> LAGS =
      List.of("maxLagMillis", "maxLagRecords", "currentFetchEventTimeLag");

  private static final List<String> RECOVERY =
      List.of("recoveries", "lastRecoveryMs", "lastRunningMs", "recoveringMs");

  private final FlinkCluster cluster;
  private final String path;

  public JobPages(FlinkCluster cluster, JobID job) {
    this.cluster = cluster;
    this.path = "/jobs/" + job;
  }

  /** State, since when, restarts, tasks. */
  public Map<String, Object> state()
      throws UnreachableException, ClusterException, InterruptedException {
    JsonNode job = cluster.page(path);
    String state = job.path("state").asText();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("state", state);
    object.put("since", instant(job.path("timestamps").path(state).asLong()));
    object.put("startedAt", instant(job.path("start-time").asLong()));
    int running = 0;
    int tasks = 0;
    for (JsonNode vertex : job.path("vertices")) {
      running += vertex.path("tasks").path("RUNNING").asInt();
      tasks += vertex.path("parallelism").asInt();
    }
    object.put("tasksRunning", running);
    object.put("tasks", tasks);
    JsonNode restarts = cluster.page(path + "/metrics?get=numRestarts").path(0).path("value");
    object.put("restarts", restarts.isMissingNode() ? null : restarts.asLong());
    return object;
  }

  /** How many, the newest one, and why the last one failed. */
  public Map<String, Object> checkpoints()
      throws UnreachableException, ClusterException, InterruptedException {
    JsonNode page = cluster.page(path + "/checkpoints");
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("completed", page.path("counts").path("completed").asLong());
    object.put("failed", page.path("counts").path("failed").asLong());
    JsonNode latest = page.path("latest");
    JsonNode completed = latest.path("completed");
    if (completed.isObject()) {
      Map<String, Object> newest = new LinkedHashMap<>();
      newest.put("number", completed.path("id").asLong());
      newest.put("completedAt", instant(completed.path("latest_ack_timestamp").asLong()));
      newest.put("durationMs", completed.path("end_to_end_duration").asLong());
      newest.put("stateBytes", completed.path("state_size").asLong());
      newest.put("path", completed.path("external_path").asText());
      object.put("newest", newest);
    }
    JsonNode failed = latest.path("failed");
    if (failed.isObject()) {
      Map<String, Object> last = new LinkedHashMap<>();
      last.put("number", failed.path("id").asLong());
      last.put("failedAt", instant(failed.path("failure_timestamp").asLong()));
      last.put("reason", FailureWords.ofTrace(failed.path("failure_message").asText()));
      object.put("lastFailure", last);
    }
    JsonNode restored = latest.path("restored");
    if (restored.isObject()) {
      object.put("restoredFrom", restored.path("external_path").asText());
    }
    return object;
  }

  /** The path of the newest completed checkpoint. */
  public Optional<String> newestCheckpoint()
      throws UnreachableException, ClusterException, InterruptedException {
    JsonNode completed = cluster.page(path + "/checkpoints").path("latest").path("completed");
    return completed.isObject()
        ? Optional.of(completed.path("external_path").asText())
        : Optional.empty();
  }

  /** The last failures, the newest first. */
  public List<Map<String, Object>> failures(int count)
      throws UnreachableException, ClusterException, InterruptedException {
    JsonNode entries =
        cluster
            .page(path + "/exceptions?maxExceptions=" + count)
            .path("exceptionHistory")
            .path("entries");
    return java.util.stream.StreamSupport.stream(entries.spliterator(), false)
        .map(JobPages::failure)
        .toList();
  }

  private static Map<String, Object> failure(JsonNode entry) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("at", instant(entry.path("timestamp").asLong()));
    object.put("reason", FailureWords.ofTrace(entry.path("stacktrace").asText()));
    object.put("task", entry.path("taskName").textValue());
    object.put("taskManager", entry.path("taskManagerId").textValue());
    return object;
  }

  /** How far the sources are behind, and how long the last recovery took. */
  public Map<String, Object> metrics()
      throws UnreachableException, ClusterException, InterruptedException {
    Map<String, Object> found = new LinkedHashMap<>();
    for (JsonNode vertex : cluster.page(path).path("vertices")) {
      String page = path + "/vertices/" + vertex.path("id").asText();
      add(page + "/subtasks/metrics", LAGS, "max", found);
      add(page + "/jm-operator-metrics", RECOVERY, "value", found);
    }
    return found;
  }

  private void add(String page, List<String> names, String field, Map<String, Object> found)
      throws UnreachableException, ClusterException, InterruptedException {
    Set<String> ids = new TreeSet<>();
    for (JsonNode metric : cluster.page(page)) {
      String id = metric.path("id").asText();
      if (names.contains(last(id))) {
        ids.add(id);
      }
    }
    if (ids.isEmpty()) {
      return;
    }
    String wanted =
        ids.stream()
            .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    for (JsonNode metric : cluster.page(page + "?get=" + wanted)) {
      String name = last(metric.path("id").asText());
      long value = Math.round(metric.path(field).asDouble());
      found.merge(name, value, (one, other) -> Math.max((long) one, (long) other));
    }
  }

  private static String last(String id) {
    return id.substring(id.lastIndexOf('.') + 1);
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
