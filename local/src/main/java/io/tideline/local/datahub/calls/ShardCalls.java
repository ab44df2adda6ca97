package io.tideline.local.datahub.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.http.Call;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.HashKey;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Shard;
import io.tideline.local.datahub.model.ShardMap;
import io.tideline.local.datahub.model.Topic;
import io.tideline.local.datahub.quota.QuotaCheck;
import io.tideline.local.datahub.storage.ShardLog;
import java.io.IOException;
import java.util.List;

/** List, split, merge and extend shards; what concerns records goes on to their calls. */
public final class ShardCalls {
  /** What stands for "no neighbour". */
  private static final String NO_SHARD = "4294967295";

  private final QuotaCheck quotas;
  private final PutCalls puts;
  private final ReadCalls reads = new ReadCalls();

  public ShardCalls(QuotaCheck quotas) {
    this.quotas = quotas;
    this.puts = new PutCalls(quotas);
  }

  public Reply answer(Topic topic, Call call) throws IOException {
    if (call.path().size() > 5 || !call.method().equals("POST") && call.path().size() == 5) {
      throw call.unknown(call.method());
    }
    if (call.method().equals("GET")) {
      return list(topic);
    }
    String shardId = call.path().size() == 5 ? call.path().get(4) : null;
    if (call.isProtobuf()) {
      return protobuf(topic, shardId, call);
    }
    if (call.isBatch()) {
      throw ServiceException.invalid(
          "The batch protocol is not served here; use a client without enableBatch.");
    }
    JsonNode json = call.json();
    return shardId == null ? ofTopic(topic, call, json) : ofShard(topic, shardId, call, json);
  }

  private Reply protobuf(Topic topic, String shardId, Call call) throws IOException {
    if ("pub".equals(call.action())) {
      return puts.putProtobuf(topic, shardId, call.body());
    }
    if ("sub".equals(call.action()) && shardId != null) {
      return reads.getProtobuf(topic, shardId, call.body());
    }
    throw call.unknown(call.action());
  }

  private Reply ofTopic(Topic topic, Call call, JsonNode json) throws IOException {
    String action = Call.action(json);
    switch (action) {
      case "pub":
        return puts.putJson(topic, json);
      case "split":
        return split(topic, json.path("ShardId").asText(), json.path("SplitKey").asText());
      case "merge":
        return merge(topic, json.path("ShardId").asText(), json.path("AdjacentShardId").asText());
      case "extend":
        return extend(topic, json);
      default:
        throw call.unknown(action);
    }
  }

  private Reply ofShard(Topic topic, String shardId, Call call, JsonNode json) throws IOException {
    String action = Call.action(json);
    switch (action) {
      case "cursor":
        return reads.cursor(topic, shardId, json);
      case "sub":
        return reads.getJson(topic, shardId, json);
      case "meter":
        return meter(topic, topic.shards().get(shardId));
      default:
        throw call.unknown(action);
    }
  }

  private static Reply list(Topic topic) {
    ShardMap map = topic.shards();
    ObjectNode reply = Reply.object().put("Protocol", "http1.1");
    ArrayNode shards = reply.putArray("Shards");
    for (Shard shard : map.shards()) {
      ObjectNode entry = describe(shard);
      entry.put("State", shard.isActive() ? "ACTIVE" : "CLOSED");
      if (!shard.isActive()) {
        entry.put("ClosedTime", shard.closedTime());
      }
      ArrayNode parents = entry.putArray("ParentShardIds");
      shard.parents().forEach(parents::add);
      entry.put("LeftShardId", neighbour(map, shard, true));
      entry.put("RightShardId", neighbour(map, shard, false));
      shards.add(entry);
    }
    return Reply.json(reply);
  }

  private static ObjectNode describe(Shard shard) {
    return Reply.object()
        .put("ShardId", shard.id())
        .put("BeginHashKey", shard.beginHashKey())
        .put("EndHashKey", shard.endHashKey());
  }

  private static String neighbour(ShardMap map, Shard shard, boolean left) {
    return map.shards().stream()
        .filter(other -> shard.isActive() && other.isActive() && other != shard)
        .filter(
            other ->
                left
                    ? other.endHashKey().equals(shard.beginHashKey())
                    : other.beginHashKey().equals(shard.endHashKey()))
        .map(Shard::id)
        .findFirst()
        .orElse(NO_SHARD);
  }

  private Reply split(Topic topic, String shardId, String key) throws IOException {
    requireExpandable(topic, "extend", "split");
    long now = System.currentTimeMillis();
    quotas.reshard(topic.shards().get(shardId), now);
    ShardMap map = topic.changeShards(shards -> shards.split(shardId, HashKey.parse(key), now));
    ObjectNode reply = Reply.object();
    ArrayNode shards = reply.putArray("NewShards");
    childrenOf(map, shardId).forEach(shard -> shards.add(describe(shard)));
    return Reply.json(reply);
  }

  private Reply merge(Topic topic, String shardId, String adjacentId) throws IOException {
    requireExpandable(topic, "extend", "merged");
    long now = System.currentTimeMillis();
    quotas.reshard(topic.shards().get(shardId), now);
    quotas.reshard(topic.shards().get(adjacentId), now);
    ShardMap map = topic.changeShards(shards -> shards.merge(shardId, adjacentId, now));
    return Reply.json(describe(childrenOf(map, shardId).get(0)));
  }

  private static Reply extend(Topic topic, JsonNode json) throws IOException {
    requireExpandable(topic, "split", "extended");
    int number = json.path("ShardNumber").asInt();
    boolean increment = json.path("ExtendMode").asText("TO").equals("INC");
    topic.changeShards(
        shards ->
            shards.extendTo(
                increment ? shards.active().size() + number : number, System.currentTimeMillis()));
    return Reply.OK;
  }

  private static void requireExpandable(Topic topic, String excluded, String action) {
    if (topic.settings().expandMode().equals(excluded)) {
      throw new ServiceException(
          ErrorCode.OPERATION_DENIED,
          "Shards of a topic with ExpandMode '" + excluded + "' cannot be " + action + ".");
    }
  }

  private static List<Shard> childrenOf(ShardMap map, String shardId) {
    return map.shards().stream().filter(shard -> shard.parents().contains(shardId)).toList();
  }

  private static Reply meter(Topic topic, Shard shard) {
    ShardLog log = topic.log(shard.id());
    if (log.nextSequence() == 0) {
      throw new ServiceException(
          ErrorCode.NO_SUCH_METERING_INFO,
          "There is nothing metered yet of shard '" + shard.id() + "'.");
    }
    long until = shard.isActive() ? System.currentTimeMillis() : shard.closedTime();
    return Reply.json(
        Reply.object()
            .put("ActiveTime", Math.max(0, until / 1000 - topic.settings().createTime()))
            .put("Storage", log.bytes()));
  }
}
