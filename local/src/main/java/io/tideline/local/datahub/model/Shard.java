package io.tideline.local.datahub.model;

import java.util.List;

/**
 * One shard of a topic.
 *
 * @param beginHashKey first key of its range
 * @param endHashKey end of its range, itself outside unless it is the highest key; equal to the
 *     beginning for a shard that was added by extension and is reached by no key
 * @param parents the shards it was split or merged from
 * @param createTime in milliseconds since the epoch
 * @param closedTime when it was split or merged, in milliseconds; 0 while it is active
 */
public record Shard(
    String id,
    String beginHashKey,
    String endHashKey,
    List<String> parents,
    long createTime,
    long closedTime) {

  static Shard active(String id, String begin, String end, List<String> parents, long time) {
    return new Shard(id, begin, end, List.copyOf(parents), time, 0);
  }

  public boolean isActive() {
    return closedTime == 0;
  }

  public Shard close(long time) {
    return new Shard(id, beginHashKey, endHashKey, parents, createTime, time);
  }

  public boolean covers(String hashKey) {
    return beginHashKey.compareTo(hashKey) <= 0
        && (hashKey.compareTo(endHashKey) < 0
            || endHashKey.equals(HashKey.HIGHEST) && !beginHashKey.equals(endHashKey));
  }
}
