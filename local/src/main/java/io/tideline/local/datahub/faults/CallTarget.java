package io.tideline.local.datahub.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tideline.local.datahub.http.Call;
import java.util.List;

/** What a call is about, read only while faults are armed. */
final class CallTarget {
  private final CallKind kind;
  private final List<String> path;
  private final JsonNode json;
  private final PutBody put;

  private CallTarget(CallKind kind, List<String> path, JsonNode json, PutBody put) {
    this.kind = kind;
    this.path = path;
    this.json = json;
    this.put = put;
  }

  static CallTarget of(Call call) {
    JsonNode json = call.isJson() ? call.json() : JsonNodeFactory.instance.objectNode();
    CallKind kind = CallKind.of(call, json);
    PutBody put = kind == CallKind.PUT && !call.isBatch() ? PutBody.of(call, json) : null;
    return new CallTarget(kind, call.path(), json, put);
  }

  boolean is(CallKind wanted) {
    return wanted == CallKind.ANY || wanted == kind;
  }

  boolean isInProject(String name) {
    return !path.isEmpty() && path.get(0).equalsIgnoreCase(name);
  }

  boolean isOfTopic(String name) {
    return path.size() > 2 && path.get(2).equalsIgnoreCase(name);
  }

  /** Whether its path, its body or one of its offsets names the shard. */
  boolean namesShard(String id) {
    if (path.size() > 4 && path.get(3).equals("shards")) {
      return path.get(4).equals(id);
    }
    if (json.path("Offsets").has(id) || json.path("ShardId").asText().equals(id)) {
      return true;
    }
    for (JsonNode each : json.path("ShardIds")) {
      if (each.asText().equals(id)) {
        return true;
      }
    }
    return false;
  }

  /** The records that are put, or null for another call. */
  PutBody put() {
    return put;
  }
}
