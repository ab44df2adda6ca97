package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.Shard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which shard a key goes to: its hash picks one of a fixed number of slots, a slot names a shard.
 * The number of slots is that of the shards when the sink first started; a slot whose shard was
 * split or merged moves to a shard that continues it, so a key's records stay in one line of
 * parents and children, which a reader reads in order.
 */
final class ShardTable {

  private final List<String> slots;
  private final List<String> every;

  private ShardTable(List<String> slots, Collection<String> every) {
    this.slots = List.copyOf(slots);
    this.every = List.copyOf(every);
  }

  /**
   * @throws IllegalStateException when no shard takes records
   */
  static ShardTable first(List<Shard> shards) {
    Set<String> writable = writable(shards);
    if (writable.isEmpty()) {
      throw new IllegalStateException("the topic has no shard that takes records: " + shards);
    }
    return new ShardTable(new ArrayList<>(writable), writable);
  }

  /**
   * @param slots of an earlier start
   * @throws IllegalStateException when a shard is gone and nothing continues it
   */
  static ShardTable restored(List<String> slots, List<Shard> shards) {
    Set<String> writable = writable(shards);
    return new ShardTable(
        slots.stream()
            .map(shard -> writable.contains(shard) ? shard : successor(shard, shards))
            .collect(Collectors.toList()),
        writable);
  }

  private static String successor(String closed, List<Shard> shards) {
    Set<String> line = new HashSet<>(Set.of(closed));
    TreeSet<String> open = new TreeSet<>(Shard.ID_ORDER);
    // Children have greater ids than their parents.
    shards.stream()
        .sorted((a, b) -> Shard.ID_ORDER.compare(a.id(), b.id()))
        .filter(shard -> shard.parents().stream().anyMatch(line::contains))
        .forEach(
            shard -> {
              line.add(shard.id());
              if (shard.writable()) {
                open.add(shard.id());
              }
            });
    if (open.isEmpty()) {
      throw new IllegalStateException(
          "shard " + closed + " takes no records any more and no shard continues it: " + shards);
    }
    return open.first();
  }

  private static Set<String> writable(List<Shard> shards) {
    return shards.stream()
        .filter(Shard::writable)
        .map(Shard::id)
        .collect(Collectors.toCollection(() -> new TreeSet<>(Shard.ID_ORDER)));
  }

  String shardOf(long hash) {
    return slots.get((int) Math.floorMod(hash, (long) slots.size()));
  }

  /** All shards that took records when the sink started. */
  List<String> every() {
    return every;
  }

  /** What {@link #restored} needs. */
  List<String> slots() {
    return slots;
  }
}
