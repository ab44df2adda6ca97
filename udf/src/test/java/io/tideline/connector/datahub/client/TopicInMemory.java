package io.tideline.connector.datahub.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shards that are split, merged and added to as the service does it; without records. */
public final class TopicInMemory extends ShardInMemory {

  private final Map<String, Shard> shards = new TreeMap<>(Shard.ID_ORDER);
  private final Set<String> open = new HashSet<>();

  /** A shard that continues the parents, which are closed; none after an extend. */
  public String create(List<String> parents) {
    String id = String.valueOf(shards.size());
    shards.put(id, new Shard(id, true, parents));
    open.removeAll(parents);
    open.add(id);
    return id;
  }

  /** Takes no more records, though nothing continues it: as at an end time. */
  public void close(String shard) {
    open.remove(shard);
  }

  public List<String> parents(String shard) {
    return shards.get(shard).parents();
  }

  public boolean isOpen(String shard) {
    return open.contains(shard);
  }

  public List<String> open() {
    return open.stream().sorted(Shard.ID_ORDER).collect(Collectors.toList());
  }

  public Set<String> all() {
    return Collections.unmodifiableSet(shards.keySet());
  }

  @Override
  public List<Shard> shards() {
    return new ArrayList<>(shards.values());
  }

  @Override
  public Map<String, Offset> committed(String subscription, Collection<String> shardIds) {
    return new HashMap<>();
  }
}
