package io.tideline.connector.datahub;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.TopicSchema;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** Makes what a {@link TopicRequest} asks for, each thing only where it is missing. */
final class TopicCreation {

  private final DataHubClient client;
  private final TopicRequest request;
  private final PrintWriter out;

  TopicCreation(DataHubClient client, TopicRequest request, PrintWriter out) {
    this.client = client;
    this.request = request;
    this.out = out;
  }

  /**
   * @throws IllegalArgumentException when the topic exists with other columns
   */
  void run() throws DataHubException {
    String name = request.project() + "/" + request.topic();
    Optional<TopicSchema> existing = client.schema();
    if (existing.isEmpty()) {
      createProject();
      client.createTopic(request.schema(), request.shards(), request.lifecycle(), "");
      out.println("topic " + name + ": created, " + request.shards() + " shards");
    } else {
      if (!existing.get().toString().equalsIgnoreCase(request.schema().toString())) {
        throw new IllegalArgumentException(
            String.format(
                "topic %s exists with other columns%n  it has: %s%n  wanted: %s%n"
                    + "use another topic, or delete that one when its records are no longer needed",
                name, existing.get(), request.schema()));
      }
      long writable = client.shards().stream().filter(Shard::writable).count();
      out.println("topic " + name + ": exists, " + writable + " shards");
    }
    out.println("subscription: " + subscription());
  }

  /** The topic tells whether its project exists; some accounts may not make or see projects. */
  private void createProject() throws DataHubException {
    try {
      client.createProject("");
      out.println("project " + request.project() + ": created");
    } catch (DataHubException e) {
      if (e.reason() != Reason.ALREADY_EXISTS && e.reason() != Reason.DENIED) {
        throw e;
      }
      out.println("project " + request.project() + ": exists");
    }
  }

  private String subscription() throws DataHubException {
    for (Map.Entry<String, String> known : client.subscriptions().entrySet()) {
      if (known.getKey().equals(request.subscription())
          || request.subscription().equals(known.getValue())) {
        out.println("subscription " + request.subscription() + ": exists");
        return known.getKey();
      }
    }
    String id = client.createSubscription(request.subscription());
    out.println("subscription " + request.subscription() + ": created");
    return id;
  }
}
