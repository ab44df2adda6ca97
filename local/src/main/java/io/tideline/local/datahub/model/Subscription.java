package io.tideline.local.datahub.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * A consumer's place in a topic.
 *
 * @param createTime seconds since the epoch
 * @param modifyTime seconds since the epoch
 * @param offsets by shard
 */
public record Subscription(
    String id,
    String comment,
    boolean online,
    long createTime,
    long modifyTime,
    Map<String, Offset> offsets) {

  public Subscription {
    offsets = Map.copyOf(offsets);
  }

  public static Subscription create(String id, String comment, long time) {
    return new Subscription(id, comment, true, time, time, Map.of());
  }

  public Subscription withComment(String text, long time) {
    return new Subscription(id, text, online, createTime, time, offsets);
  }

  public Subscription withState(boolean nowOnline, long time) {
    return new Subscription(id, comment, nowOnline, createTime, time, offsets);
  }

  /** The same with these offsets changed. */
  public Subscription withOffsets(Map<String, Offset> changed) {
    Map<String, Offset> all = new TreeMap<>(offsets);
    all.putAll(changed);
    return new Subscription(id, comment, online, createTime, modifyTime, all);
  }

  public Offset offset(String shardId) {
    return offsets.getOrDefault(shardId, Offset.NONE);
  }

  /** How often its offsets were reset, of all shards together. */
  public long resets() {
    return offsets.values().stream().mapToLong(Offset::version).sum();
  }

  public void requireOnline() {
    if (!online) {
      throw new ServiceException(
          ErrorCode.SUBSCRIPTION_OFFLINE, "Subscription '" + id + "' is offline.");
    }
  }
}
