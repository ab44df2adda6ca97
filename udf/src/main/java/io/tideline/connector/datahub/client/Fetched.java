package io.tideline.connector.datahub.client;

import java.util.List;

/** What one fetch brought. */
public final class Fetched {
  private final List<TopicRecord> records;
  private final String nextCursor;
  private final long latestSequence;

  public Fetched(List<TopicRecord> records, String nextCursor, long latestSequence) {
    this.records = records;
    this.nextCursor = nextCursor;
    this.latestSequence = latestSequence;
  }

  /** In order; empty when there is nothing new. */
  public List<TopicRecord> records() {
    return records;
  }

  public String nextCursor() {
    return nextCursor;
  }

  /** Sequence of the newest record of the shard at the time of the fetch; for lag only. */
  public long latestSequence() {
    return latestSequence;
  }
}
