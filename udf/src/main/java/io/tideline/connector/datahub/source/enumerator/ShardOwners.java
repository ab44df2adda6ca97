package io.tideline.connector.datahub.source.enumerator;

import io.tideline.connector.datahub.client.Shard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which reader reads which shard, as far as the enumerator gave it out or the reader told. Plain
 * logic.
 *
 * <p>A new shard goes to the reader with the fewest unfinished ones. At a restore with another
 * parallelism Flink itself deals the unfinished shards out in turns, so that the readers' numbers
 * differ by one at most (by more only while shards that ended just before are still in the state).
 */
final class ShardOwners {

  private final Map<String, Integer> reading = new TreeMap<>(Shard.ID_ORDER);
  private final Map<String, Integer> finished = new TreeMap<>(Shard.ID_ORDER);

  void assign(String shard, int reader) {
    finished.remove(shard);
    reading.put(shard, reader);
  }

  void finish(String shard, int reader) {
    reading.remove(shard);
    finished.put(shard, reader);
  }

  /** The reader went back to a checkpoint; what it reads from there it tells itself. */
  void readerReset(int reader) {
    reading.values().removeIf(owner -> owner == reader);
    finished.values().removeIf(owner -> owner == reader);
  }

  boolean hasFinished(String shard, int reader) {
    return finished.getOrDefault(shard, -1) == reader;
  }

  /** The one with the fewest unfinished shards; of several, the first. */
  int leastLoaded(Collection<Integer> readers) {
    Map<Integer, Integer> load = new HashMap<>();
    reading.values().forEach(reader -> load.merge(reader, 1, Integer::sum));
    return readers.stream()
        .min(
            Comparator.<Integer>comparingInt(reader -> load.getOrDefault(reader, 0))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Removes and returns the finished shards that are covered, by reader. */
  Map<Integer, List<String>> takeCovered(Predicate<String> covered, Collection<Integer> readers) {
    Map<Integer, List<String>> taken = new TreeMap<>();
    finished
        .entrySet()
        .removeIf(
            entry -> {
              boolean take = covered.test(entry.getKey()) && readers.contains(entry.getValue());
              if (take) {
                taken.computeIfAbsent(entry.getValue(), r -> new ArrayList<>()).add(entry.getKey());
              }
              return take;
            });
    return taken;
  }
}
