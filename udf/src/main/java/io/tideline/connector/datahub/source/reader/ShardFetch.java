package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.client.TopicRecord;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** What one fetch brought from one shard, and what it says about the shard. */
final class ShardFetch implements RecordsWithSplitIds<TopicRecord> {

  private final String shardId;
  private final List<TopicRecord> records;
  private final Iterator<TopicRecord> left;
  private final long size;
  private final boolean ends;
  private final boolean idle;
  private boolean taken;
  private Consumer<ShardFetch> emitted = fetch -> {};

  private ShardFetch(String shardId, List<TopicRecord> records, boolean ends, boolean idle) {
    this.shardId = shardId;
    this.records = records;
    this.left = records.iterator();
    this.size = records.stream().mapToLong(TopicRecord::size).sum();
    this.ends = ends;
    this.idle = idle;
  }

  /** No answer of any shard. */
  static ShardFetch none() {
    return new ShardFetch(null, List.of(), false, false);
  }

  /** The shard has nothing new; idle when it had nothing before either. */
  static ShardFetch nothing(String shardId, boolean idle) {
    return new ShardFetch(shardId, List.of(), false, idle);
  }

  static ShardFetch of(String shardId, List<TopicRecord> records, boolean ends) {
    return new ShardFetch(shardId, records, ends, false);
  }

  String shardId() {
    return shardId;
  }

  List<TopicRecord> records() {
    return records;
  }

  /** Bytes of the records' values. */
  long size() {
    return size;
  }

  boolean ends() {
    return ends;
  }

  boolean idle() {
    return idle;
  }

  /**
   * @param listener called in the task's thread when all records are emitted
   */
  ShardFetch onEmitted(Consumer<ShardFetch> listener) {
    emitted = listener;
    return this;
  }

  @Override
  public String nextSplit() {
    if (taken || records.isEmpty()) {
      return null;
    }
    taken = true;
    return shardId;
  }

  @Override
  public TopicRecord nextRecordFromSplit() {
    return left.hasNext() ? left.next() : null;
  }

  @Override
  public Set<String> finishedSplits() {
    return ends ? Set.of(shardId) : Set.of();
  }

  @Override
  public void recycle() {
    emitted.accept(this);
  }
}
