package io.tideline.connector.datahub.client;

import java.util.Comparator;
import java.util.List;

/** One shard of a topic as the service lists it. */
public final class Shard {

  /** Shard ids are numbers; this is their order. */
  public static final Comparator<String> ID_ORDER = Comparator.comparingLong(Long::parseLong);

  private final String id;
  private final boolean writable;
  private final List<String> parents;

  public Shard(String id, boolean writable, List<String> parents) {
    this.id = id;
    this.writable = writable;
    this.parents = List.copyOf(parents);
  }

  /**
   * Which of so many parallel instances reads or writes the shard. Ids are given one after the
   * other, so the shards spread evenly.
   */
  public static int ownerOf(String shardId, int instances) {
    return ownerOf(Long.parseLong(shardId), instances);
  }

  public static int ownerOf(long shardId, int instances) {
    return (int) (shardId % instances);
  }

  public String id() {
    return id;
  }

  /** Whether it takes records; one that was split or merged does not any more. */
  public boolean writable() {
    return writable;
  }

  /** The shards that this one continues: one after a split, two after a merge, else none. */
  public List<String> parents() {
    return parents;
  }

  @Override
  public String toString() {
    return "shard "
        + id
        + (writable ? "" : " (closed)")
        + (parents.isEmpty() ? "" : " of " + parents);
  }
}
