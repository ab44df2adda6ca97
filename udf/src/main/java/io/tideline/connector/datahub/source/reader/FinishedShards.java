package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shards that are read to their end but stay in the reader's state for a while.
 *
 * <p>The enumerator's part of a checkpoint is taken before the reader's. If the reader ends a shard
 * in between, the enumerator's part does not know; so the reader's must, until a second completed
 * checkpoint, whose enumerator part was taken after the first and hence after the message.
 */
final class FinishedShards {

  private static final class Finished {
    private final ShardSplit split;
    private long firstSnapshot = Long.MAX_VALUE;
    private boolean completedOnce;

    private Finished(ShardSplit split) {
      this.split = split;
    }
  }

  private final Map<String, Finished> shards = new LinkedHashMap<>();

  void add(ShardSplit split) {
    shards.put(split.shardId(), new Finished(split));
  }

  List<ShardSplit> snapshot(long checkpointId) {
    List<ShardSplit> splits = new ArrayList<>();
    for (Finished shard : shards.values()) {
      shard.firstSnapshot = Math.min(shard.firstSnapshot, checkpointId);
      splits.add(shard.split);
    }
    return splits;
  }

  /** Ids of the shards that need not be kept any longer. */
  List<String> completed(long checkpointId) {
    List<String> forgotten = new ArrayList<>();
    for (Iterator<Finished> all = shards.values().iterator(); all.hasNext(); ) {
      Finished shard = all.next();
      if (shard.firstSnapshot > checkpointId) {
        continue;
      }
      if (shard.completedOnce) {
        all.remove();
        forgotten.add(shard.split.shardId());
      }
      shard.completedOnce = true;
    }
    return forgotten;
  }
}
