package io.tideline.local.demo.progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;

/** How many records a topic of the local DataHub server has ever had. */
public final class TopicStatus {

  private final JsonPage page;
  private final String project;
  private final String topic;
  private long newest;

  public TopicStatus(URI server, String project, String topic) {
    this.page = new JsonPage(server);
    this.project = project;
    this.topic = topic;
  }

  /** Whether the server answers. */
  public boolean isUp() throws InterruptedException {
    try {
      page.get("/status.json");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The newest known number; while the server is away, the one before. */
  public long records() throws InterruptedException {
    try {
      long sum = 0;
      for (JsonNode shard : topicIn(page.get("/status.json")).path("shards")) {
        sum += shard.path("newestSequence").asLong(-1) + 1;
      }
      newest = sum;
    } catch (IOException e) {
      return newest;
    }
    return newest;
  }

  private JsonNode topicIn(JsonNode status) {
    for (JsonNode candidate : status.path("projects")) {
      if (candidate.path("name").asText().equals(project)) {
        for (JsonNode found : candidate.path("topics")) {
          if (found.path("name").asText().equals(topic)) {
            return found;
          }
        }
      }
    }
    return MissingNode.getInstance();
  }
}
