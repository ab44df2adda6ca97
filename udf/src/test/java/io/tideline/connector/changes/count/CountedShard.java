package io.tideline.connector.changes.count;

import io.tideline.connector.changes.raw.Turn;

/** A shard's count, for tests of what follows from it. */
public final class CountedShard {

  private final ShardCount count = new ShardCount("0");

  public Turn count(long run, long seq) {
    return count.count(run, seq);
  }

  public long due() {
    return count.due();
  }
}
