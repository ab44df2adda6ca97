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

/** Shards that are split, merged and added to as the service does it. */
public final class TopicInMemory extends ShardInMemory {

  private final Map<String, Shard> shards = new TreeMap<>(Shard.ID_ORDER);
  private final Map<String, ShardInMemory> logs = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int faults;

  /** A shard that continues the parents, which are closed; none after an extend. */
  public synchronized String create(List<String> parents) {
    String id = String.valueOf(shards.size());
    shards.put(id, new Shard(id, true, parents));
    logs.put(id, new ShardInMemory());
    parents.forEach(this::close);
    open.add(id);
    return id;
  }

  /** Takes no more records, though nothing continues it: as at an end time. */
  public synchronized void close(String shard) {
    open.remove(shard);
    logs.get(shard).seal();
  }

  public synchronized void append(String shard, int records) {
    logs.get(shard).append(records);
  }

  /** So many requests from now on do not reach the service. */
  public synchronized void breakRequests(int count) {
    faults = count;
  }

  private ShardInMemory log(String shard) throws DataHubException {
    if (faults > 0) {
      faults--;
      throw new DataHubException(DataHubException.Reason.UNAVAILABLE, "away", null);
    }
    return logs.get(shard);
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
  public synchronized List<Shard> shards() {
    return new ArrayList<>(shards.values());
  }

  @Override
  public Map<String, Offset> committed(String subscription, Collection<String> shardIds) {
    return Map.of();
  }

  @Override
  public synchronized Cursor oldest(String shardId) throws DataHubException {
    return log(shardId).oldest(shardId);
  }

  @Override
  public synchronized Cursor latest(String shardId) throws DataHubException {
    return log(shardId).latest(shardId);
  }

  @Override
  public synchronized Cursor atSequence(String shardId, long sequence) throws DataHubException {
    return log(shardId).atSequence(shardId, sequence);
  }

  @Override
  public synchronized Fetched fetch(String shardId, TopicSchema schema, String cursor, int limit)
      throws DataHubException {
    return log(shardId).fetch(shardId, schema, cursor, limit);
  }
}
