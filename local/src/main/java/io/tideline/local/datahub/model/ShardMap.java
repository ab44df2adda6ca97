package io.tideline.local.datahub.model;

import java.util.ArrayList;
import java.util.List;

/** The shards of a topic, closed ones included, by id; every change makes a new map. */
public record ShardMap(List<Shard> shards) {
  public static final int MOST_ACTIVE = 256;
  public static final int MOST = 512;

  public ShardMap {
    shards = List.copyOf(shards);
    if (shards.size() > MOST) {
      throw new ServiceException(
          ErrorCode.LIMIT_EXCEEDED,
          "A topic has at most "
              + MOST
              + " shards, closed ones included, not "
              + shards.size()
              + ".");
    }
  }

  /** Shards with equal ranges. */
  public static ShardMap create(int count, long time) {
    requireCount(count);
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shards.add(
          Shard.active(
              Integer.toString(i),
              HashKey.boundary(i, count),
              HashKey.boundary(i + 1, count),
              List.of(),
              time));
    }
    return new ShardMap(shards);
  }

  public Shard get(String id) {
    return shards.stream()
        .filter(shard -> shard.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ServiceException(
                    ErrorCode.NO_SUCH_SHARD, "Shard '" + id + "' does not exist."));
  }

  public List<Shard> active() {
    return shards.stream().filter(Shard::isActive).toList();
  }

  public Shard covering(String hashKey) {
    return shards.stream()
        .filter(shard -> shard.isActive() && shard.covers(hashKey))
        .findFirst()
        .orElseThrow(
            () -> ServiceException.invalid("No active shard covers hash key " + hashKey + "."));
  }

  /** Closes the shard and adds two, before and from the key on. */
  public ShardMap split(String id, String key, long time) {
    Shard parent = requireActive(id);
    if (key.compareTo(parent.beginHashKey()) <= 0 || key.compareTo(parent.endHashKey()) >= 0) {
      throw ServiceException.invalid(
          "Split key " + key + " is not inside the range of shard '" + id + "'.");
    }
    requireCount(active().size() + 1);
    List<Shard> next = closing(List.of(id), time);
    next.add(Shard.active(nextId(0), parent.beginHashKey(), key, List.of(id), time));
    next.add(Shard.active(nextId(1), key, parent.endHashKey(), List.of(id), time));
    return new ShardMap(next);
  }

  /** Closes two neighbours and adds one with both their ranges. */
  public ShardMap merge(String id, String adjacentId, long time) {
    Shard one = requireActive(id);
    Shard other = requireActive(adjacentId);
    Shard left = one.beginHashKey().compareTo(other.beginHashKey()) <= 0 ? one : other;
    Shard right = left == one ? other : one;
    if (!left.endHashKey().equals(right.beginHashKey()) || id.equals(adjacentId)) {
      throw ServiceException.invalid(
          "Shards '" + id + "' and '" + adjacentId + "' are not neighbours.");
    }
    List<Shard> next = closing(List.of(id, adjacentId), time);
    next.add(
        Shard.active(
            nextId(0),
            left.beginHashKey(),
            right.endHashKey(),
            List.of(left.id(), right.id()),
            time));
    return new ShardMap(next);
  }

  /** Adds shards, reached by no hash key, until so many are active. */
  public ShardMap extendTo(int count, long time) {
    requireCount(count);
    int missing = count - active().size();
    if (missing < 0) {
      throw ServiceException.invalid(
          "The topic has " + active().size() + " active shards; it cannot shrink to " + count);
    }
    List<Shard> next = new ArrayList<>(shards);
    for (int i = 0; i < missing; i++) {
      next.add(Shard.active(nextId(i), HashKey.HIGHEST, HashKey.HIGHEST, List.of(), time));
    }
    return new ShardMap(next);
  }

  private Shard requireActive(String id) {
    Shard shard = get(id);
    if (!shard.isActive()) {
      throw new ServiceException(
          ErrorCode.INVALID_SHARD_OPERATION,
          "The specified shard is not active: '" + id + "' was split or merged.");
    }
    return shard;
  }

  private static void requireCount(int count) {
    if (count < 1 || count > MOST_ACTIVE) {
      throw ServiceException.invalid(
          "A topic has between 1 and " + MOST_ACTIVE + " active shards, not " + count + ".");
    }
  }

  private List<Shard> closing(List<String> ids, long time) {
    List<Shard> next = new ArrayList<>();
    for (Shard shard : shards) {
      next.add(ids.contains(shard.id()) ? shard.close(time) : shard);
    }
    return next;
  }

  private String nextId(int offset) {
    return Integer.toString(shards.size() + offset);
  }
}
