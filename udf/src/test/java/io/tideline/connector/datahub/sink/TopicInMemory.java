package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The shards of a topic as the service changes them, and the records in them. */
final class TopicInMemory {

  private static final class Entry {
    private final List<String> parents;
    private final List<StoredRecord> records = new ArrayList<>();
    private boolean open = true;

    private Entry(List<String> parents) {
      this.parents = parents;
    }
  }

  private final TreeMap<Long, Entry> shards = new TreeMap<>();
  private long nextId;

  TopicInMemory(int count) {
    extend(count);
  }

  void extend(int count) {
    for (int i = 0; i < count; i++) {
      add(List.of());
    }
  }

  private void add(List<String> parents) {
    shards.put(nextId++, new Entry(parents));
  }

  List<Long> open() {
    List<Long> open = new ArrayList<>();
    shards.forEach(
        (id, entry) -> {
          if (entry.open) {
            open.add(id);
          }
        });
    return open;
  }

  /** Of all open shards, counted round, this one. */
  long open(int index) {
    List<Long> open = open();
    return open.get(Math.floorMod(index, open.size()));
  }

  void split(long id) {
    shards.get(id).open = false;
    add(List.of(Long.toString(id)));
    add(List.of(Long.toString(id)));
  }

  /** Does nothing when both are one. */
  void merge(long one, long other) {
    if (one != other) {
      shards.get(one).open = false;
      shards.get(other).open = false;
      add(List.of(Long.toString(one), Long.toString(other)));
    }
  }

  List<Shard> listing() {
    List<Shard> listing = new ArrayList<>();
    shards.forEach((id, e) -> listing.add(new Shard(Long.toString(id), e.open, e.parents)));
    return listing;
  }

  /** Whether one is the other, or continues it. */
  boolean continues(long shard, long ancestor) {
    return shard == ancestor
        || shards.get(shard).parents.stream()
            .anyMatch(parent -> continues(Long.parseLong(parent), ancestor));
  }

  void store(String shardId, List<StoredRecord> records) throws DataHubException {
    Entry shard = shards.get(Long.parseLong(shardId));
    if (!shard.open) {
      throw new DataHubException(Reason.SEALED, "shard " + shardId + " is closed", null);
    }
    shard.records.addAll(records);
  }

  Map<Long, List<StoredRecord>> records() {
    Map<Long, List<StoredRecord>> records = new TreeMap<>();
    shards.forEach((id, entry) -> records.put(id, entry.records));
    return records;
  }

  /** Every record as a reader sees them that reads parents before children. */
  List<StoredRecord> read() {
    List<StoredRecord> read = new ArrayList<>();
    // Children have greater ids than their parents.
    new TreeSet<>(shards.keySet()).forEach(id -> read.addAll(shards.get(id).records));
    return read;
  }

  List<Map.Entry<Long, StoredRecord>> readWithShards() {
    List<Map.Entry<Long, StoredRecord>> read = new ArrayList<>();
    shards.forEach((id, entry) -> entry.records.forEach(each -> read.add(Map.entry(id, each))));
    return read;
  }
}
