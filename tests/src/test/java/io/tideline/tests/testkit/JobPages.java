package io.tideline.tests.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/**
 * How a job of a cluster is, by the cluster's REST interface: for tests that look often, as each
 * look by a verb is a process.
 */
public final class JobPages {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final String name;

  /**
   * @param name under which the cluster knows the job; of several the newest is meant
   */
  JobPages(URI address, String name) {
    this.address = address;
    this.name = name;
  }

  public String id() throws IOException, InterruptedException {
    JsonNode newest = null;
    for (JsonNode job : page("/jobs/overview").get("jobs")) {
      if (job.get("name").asText().equals(name)
          && (newest == null
              || job.get("start-time").asLong() > newest.get("start-time").asLong())) {
        newest = job;
      }
    }
    if (newest == null) {
      throw new AssertionError("no job " + name + " at " + address);
    }
    return newest.get("jid").asText();
  }

  public String state() throws IOException, InterruptedException {
    return page("/jobs/" + id()).get("state").asText();
  }

  public int tasks() throws IOException, InterruptedException {
    int tasks = 0;
    for (JsonNode vertex : page("/jobs/" + id()).get("vertices")) {
      tasks += vertex.get("parallelism").asInt();
    }
    return tasks;
  }

  public long restarts() throws IOException, InterruptedException {
    return page("/jobs/" + id() + "/metrics?get=numRestarts").path(0).path("value").asLong();
  }

  public long completedCheckpoints() throws IOException, InterruptedException {
    return checkpoints("completed");
  }

  public long failedCheckpoints() throws IOException, InterruptedException {
    return checkpoints("failed");
  }

  private long checkpoints(String which) throws IOException, InterruptedException {
    return page("/jobs/" + id() + "/checkpoints").get("counts").get(which).asLong();
  }

  /** How often tasks that had failed ran again, as our own coordinator counts it. */
  public long recoveries() throws IOException, InterruptedException {
    String job = "/jobs/" + id();
    long recoveries = 0;
    for (JsonNode vertex : page(job).get("vertices")) {
      String metrics = job + "/vertices/" + vertex.get("id").asText() + "/jm-operator-metrics";
      for (JsonNode metric : page(metrics)) {
        String id = metric.get("id").asText();
        if (id.endsWith(".recoveries")) {
          String query = "?get=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
          recoveries = Math.max(recoveries, page(metrics + query).get(0).get("value").asLong());
        }
      }
    }
    return recoveries;
  }

  private JsonNode page(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }
}
