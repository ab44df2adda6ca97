package io.tideline.local.datahub.group;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.group.ConsumerGroup.Assignment;
import io.tideline.local.datahub.group.ConsumerGroup.Membership;
import io.tideline.local.datahub.group.ConsumerGroup.State;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Subscription;
import io.tideline.local.datahub.model.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Join, sync, heartbeat and leave, for the consumer groups of all subscriptions. */
public final class ConsumerGroups {
  private final Duration longestSession;
  private final Map<String, ConsumerGroup> groups = new ConcurrentHashMap<>();

  /**
   * @param longestSession what a longer session timeout is shortened to; its consumer is told, and
   *     sends heartbeats the more often
   */
  public ConsumerGroups(Duration longestSession) {
    this.longestSession = longestSession;
  }

  /** Whether an action on a subscription is one of its consumer group. */
  public static boolean serves(String action) {
    return Set.of("joingroup", "syncgroup", "heartbeat", "leavegroup").contains(action);
  }

  public Reply answer(Topic topic, String subscriptionId, String action, JsonNode json) {
    Subscription subscription = topic.subscriptions().get(subscriptionId);
    subscription.requireOnline();
    ConsumerGroup group =
        groups.computeIfAbsent(subscriptionId, any -> new ConsumerGroup(System::nanoTime));
    long resets = subscription.resets();
    if (action.equals("joingroup")) {
      return join(group, subscriptionId, json.path("SessionTimeout").asLong(), resets);
    }
    String id = json.path("ConsumerId").asText();
    long version = json.path("VersionId").asLong();
    List<String> readEnd = texts(json.path("ReadEndShardList"));
    switch (action) {
      case "heartbeat":
        State state = new State(texts(json.path("HoldShardList")), readEnd);
        return describe(group.heartbeat(id, version, resets, state, topic.shards().shards()));
      case "syncgroup":
        group.sync(id, version, resets, texts(json.path("ReleaseShardList")), readEnd);
        return Reply.OK;
      default:
        group.leave(id, version);
        return Reply.OK;
    }
  }

  private Reply join(ConsumerGroup group, String subscriptionId, long timeoutMillis, long resets) {
    if (timeoutMillis <= 0) {
      throw ServiceException.invalid("SessionTimeout is " + timeoutMillis + " ms; give more.");
    }
    Duration timeout = Duration.ofMillis(timeoutMillis);
    if (timeout.compareTo(longestSession) > 0) {
      timeout = longestSession;
    }
    Membership membership = group.join(subscriptionId, timeout, resets);
    return Reply.json(
        Reply.object()
            .put("ConsumerId", membership.consumerId())
            .put("VersionId", membership.versionId())
            .put("SessionTimeout", timeout.toMillis()));
  }

  private static Reply describe(Assignment assignment) {
    ObjectNode reply = Reply.object().put("PlanVersion", assignment.planVersion());
    ArrayNode mine = reply.putArray("ShardList");
    assignment.shards().forEach(mine::add);
    ObjectNode total = Reply.object();
    assignment
        .plan()
        .forEach(
            (consumer, shards) -> {
              ArrayNode list = total.putArray(consumer);
              shards.forEach(list::add);
            });
    return Reply.json(reply.put("TotalPlan", total.toString()));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
