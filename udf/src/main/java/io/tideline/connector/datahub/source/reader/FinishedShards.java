package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shards that are read to their end but stay in the reader's state for a while.
 *
 * <p>The enumerator's part of a checkpoint is taken before the reader's. If the reader ends a shard
 * in between, the enumerator's part does not know; so the reader's must, until the enumerator says
 * that a completed checkpoint has it in the enumerator's part, and with it every later one.
 */
final class FinishedShards {

  private final Map<String, ShardSplit> shards = new LinkedHashMap<>();

  void add(ShardSplit split) {
    shards.put(split.shardId(), split);
  }

  List<ShardSplit> snapshot() {
    return List.copyOf(shards.values());
  }

  void covered(Collection<String> shardIds) {
    shards.keySet().removeAll(shardIds);
  }
}
