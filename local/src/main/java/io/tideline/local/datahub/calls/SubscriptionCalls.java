package io.tideline.local.datahub.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.group.ConsumerGroups;
import io.tideline.local.datahub.http.Call;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.Offset;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Shard;
import io.tideline.local.datahub.model.Subscription;
import io.tideline.local.datahub.model.Subscriptions;
import io.tideline.local.datahub.model.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Create, get, list, update and delete subscriptions; open, get, commit and reset offsets. */
public final class SubscriptionCalls {
  private final String creator;
  private final ConsumerGroups groups;

  public SubscriptionCalls(String creator, ConsumerGroups groups) {
    this.creator = creator;
    this.groups = groups;
  }

  public Reply answer(Topic topic, Call call) throws IOException {
    List<String> path = call.path();
    if (path.size() == 4) {
      return ofTopic(topic, call);
    }
    String id = path.get(4);
    if (path.size() == 6 && path.get(5).equals("offsets")) {
      return offsets(topic, id, call);
    }
    if (path.size() == 5 && call.method().equals("POST")) {
      JsonNode json = call.json();
      String action = Call.action(json);
      if (!ConsumerGroups.serves(action)) {
        throw call.unknown(action);
      }
      return groups.answer(topic, id, action, json);
    }
    Subscriptions subscriptions = topic.subscriptions();
    switch (path.size() == 5 ? call.method() : "") {
      case "GET":
        return Reply.json(describe(topic, subscriptions.get(id)));
      case "PUT":
        update(subscriptions, id, call.json());
        return Reply.OK;
      case "DELETE":
        subscriptions.delete(id);
        return Reply.OK;
      default:
        throw call.unknown(Call.action(call.json()));
    }
  }

  private Reply ofTopic(Topic topic, Call call) throws IOException {
    JsonNode json = call.json();
    String action = Call.action(json);
    switch (action) {
      case "create":
        String id = topic.subscriptions().create(json.path("Comment").asText(""));
        return Reply.json(201, Reply.object().put("SubId", id));
      case "list":
        return list(topic, json.path("PageIndex").asInt(1), json.path("PageSize").asInt(10));
      default:
        throw call.unknown(action);
    }
  }

  private Reply list(Topic topic, int page, int size) {
    if (page < 1 || size < 1) {
      throw ServiceException.invalid("PageIndex and PageSize begin at 1.");
    }
    List<Subscription> all = topic.subscriptions().list();
    ObjectNode reply = Reply.object().put("TotalCount", all.size());
    ArrayNode entries = reply.putArray("Subscriptions");
    all.stream()
        .skip((long) (page - 1) * size)
        .limit(size)
        .forEach(subscription -> entries.add(describe(topic, subscription)));
    return Reply.json(reply);
  }

  private ObjectNode describe(Topic topic, Subscription subscription) {
    return Reply.object()
        .put("TopicName", topic.name())
        .put("SubId", subscription.id())
        .put("Creator", creator)
        .put("Comment", subscription.comment())
        .put("Type", 0)
        .put("State", subscription.online() ? 1 : 0)
        .put("CreateTime", subscription.createTime())
        .put("LastModifyTime", subscription.modifyTime());
  }

  private static void update(Subscriptions subscriptions, String id, JsonNode json)
      throws IOException {
    long now = System.currentTimeMillis() / 1000;
    if (json.has("State")) {
      subscriptions.update(id, each -> each.withState(json.get("State").asInt() == 1, now));
    } else {
      subscriptions.update(id, each -> each.withComment(json.path("Comment").asText(""), now));
    }
  }

  private static Reply offsets(Topic topic, String id, Call call) throws IOException {
    JsonNode json = call.json();
    String action = Call.action(json);
    Subscriptions subscriptions = topic.subscriptions();
    switch (call.method() + " " + action) {
      case "POST open":
        return reply(subscriptions.open(id, shardIds(topic, json)), true);
      case "POST get":
        Subscription subscription = subscriptions.get(id);
        Map<String, Offset> offsets = new TreeMap<>();
        shardIds(topic, json).forEach(shard -> offsets.put(shard, subscription.offset(shard)));
        return reply(offsets, false);
      case "PUT commit":
        subscriptions.commit(id, sent(topic, json));
        return Reply.OK;
      case "PUT reset":
        subscriptions.reset(id, sent(topic, json));
        return Reply.OK;
      default:
        throw call.unknown(action);
    }
  }

  /** The shards that the request names; all of them if it names none. */
  private static List<String> shardIds(Topic topic, JsonNode json) {
    List<String> ids = new ArrayList<>();
    json.path("ShardIds").forEach(id -> ids.add(topic.shards().get(id.asText()).id()));
    return ids.isEmpty() ? topic.shards().shards().stream().map(Shard::id).toList() : ids;
  }

  private static Map<String, Offset> sent(Topic topic, JsonNode json) {
    Map<String, Offset> offsets = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : json.path("Offsets").properties()) {
      JsonNode offset = entry.getValue();
      offsets.put(
          topic.shards().get(entry.getKey()).id(),
          new Offset(
              offset.path("Timestamp").asLong(-1),
              offset.path("Sequence").asLong(-1),
              offset.path("BatchIndex").asInt(0),
              offset.path("Version").asLong(0),
              offset.path("SessionId").asLong(0)));
    }
    if (offsets.isEmpty()) {
      throw ServiceException.invalid("Offsets is missing or empty.");
    }
    return offsets;
  }

  private static Reply reply(Map<String, Offset> offsets, boolean session) {
    ObjectNode reply = Reply.object();
    ObjectNode entries = reply.putObject("Offsets");
    offsets.forEach(
        (shard, offset) -> {
          ObjectNode entry =
              entries
                  .putObject(shard)
                  .put("Timestamp", offset.timestamp())
                  .put("Sequence", offset.sequence())
                  .put("BatchIndex", offset.batchIndex())
                  .put("Version", offset.version());
          if (session) {
            entry.put("SessionId", offset.session());
          }
        });
    return Reply.json(reply);
  }
}
