package io.tideline.local.datahub.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.tideline.local.datahub.http.Call;
import java.util.List;
import java.util.Map;

/** What a request asks for, as far as faults tell requests apart. */
public enum CallKind {
  /** Stands for every kind in a fault; no request is of it. */
  ANY,
  PUT,
  GET,
  CURSOR,
  METER,
  LIST_SHARDS,
  SPLIT_SHARD,
  MERGE_SHARD,
  EXTEND_SHARDS,
  GET_TOPIC,
  LIST_TOPICS,
  /** Creates, updates or deletes a topic, or appends columns. */
  CHANGE_TOPIC,
  /** Any call about a project itself. */
  PROJECT,
  /** Creates, gets, lists, updates or deletes a subscription. */
  SUBSCRIPTION,
  OPEN_SESSION,
  GET_OFFSETS,
  COMMIT,
  RESET,
  JOIN_GROUP,
  SYNC_GROUP,
  HEARTBEAT,
  LEAVE_GROUP,
  /** What none of the others is. */
  OTHER;

  private static final Map<String, CallKind> OF_SHARDS =
      Map.of("pub", PUT, "split", SPLIT_SHARD, "merge", MERGE_SHARD, "extend", EXTEND_SHARDS);
  private static final Map<String, CallKind> OF_SHARD =
      Map.of("pub", PUT, "sub", GET, "cursor", CURSOR, "meter", METER);
  private static final Map<String, CallKind> OF_SUBSCRIPTION =
      Map.of(
          "joingroup", JOIN_GROUP,
          "syncgroup", SYNC_GROUP,
          "heartbeat", HEARTBEAT,
          "leavegroup", LEAVE_GROUP);
  private static final Map<String, CallKind> OF_OFFSETS =
      Map.of("open", OPEN_SESSION, "get", GET_OFFSETS, "commit", COMMIT, "reset", RESET);

  /**
   * @param json the call's body, empty if it is not JSON
   */
  static CallKind of(Call call, JsonNode json) {
    List<String> path = call.path();
    if (path.size() < 2) {
      return PROJECT;
    }
    if (!path.get(1).equals("topics")) {
      return OTHER;
    }
    boolean read = call.method().equals("GET");
    if (path.size() < 4) {
      return path.size() == 2 ? LIST_TOPICS : read ? GET_TOPIC : CHANGE_TOPIC;
    }
    String action = call.isJson() ? Call.action(json) : String.valueOf(call.action());
    switch (path.get(3)) {
      case "shards":
        return read
            ? LIST_SHARDS
            : (path.size() == 4 ? OF_SHARDS : OF_SHARD).getOrDefault(action, OTHER);
      case "subscriptions":
        return path.size() == 6
            ? OF_OFFSETS.getOrDefault(action, OTHER)
            : OF_SUBSCRIPTION.getOrDefault(action, SUBSCRIPTION);
      default:
        return OTHER;
    }
  }
}
