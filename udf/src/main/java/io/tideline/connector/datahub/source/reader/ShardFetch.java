package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.client.TopicRecord;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** What one fetch brought from one shard, and whether the shard ends with it. */
final class ShardFetch implements RecordsWithSplitIds<TopicRecord> {

  private String shardId;
  private final Iterator<TopicRecord> records;
  private final Set<String> finished;

  private ShardFetch(String shardId, List<TopicRecord> records, Set<String> finished) {
    this.shardId = shardId;
    this.records = records.iterator();
    this.finished = finished;
  }

  static ShardFetch nothing() {
    return new ShardFetch(null, List.of(), Set.of());
  }

  static ShardFetch of(String shardId, List<TopicRecord> records, boolean ends) {
    return new ShardFetch(
        records.isEmpty() ? null : shardId, records, ends ? Set.of(shardId) : Set.of());
  }

  boolean hasRecords() {
    return shardId != null;
  }

  @Override
  public String nextSplit() {
    String next = shardId;
    shardId = null;
    return next;
  }

  @Override
  public TopicRecord nextRecordFromSplit() {
    return records.hasNext() ? records.next() : null;
  }

  @Override
  public Set<String> finishedSplits() {
    return finished;
  }
}
