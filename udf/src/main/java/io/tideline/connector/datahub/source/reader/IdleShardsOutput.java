package io.tideline.connector.datahub.source.reader;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * The reader's output, where a shard that is over is idle before it goes: with the last one gone
 * Flink would not see that the reader waits for nothing.
 */
final class IdleShardsOutput<T> implements ReaderOutput<T> {

  private final ReaderOutput<T> output;

  /** Those that are over and keep their outputs; null when none does. */
  private final Set<String> held;

  /**
   * @param holds whether a shard that is over, or has nothing new, holds back the watermark
   */
  IdleShardsOutput(ReaderOutput<T> output, boolean holds) {
    this.output = output;
    this.held = holds ? new HashSet<>() : null;
  }

  boolean wraps(ReaderOutput<T> other) {
    return output == other || this == other;
  }

  /** The shard does not hold back the watermark until it has a record again. */
  void idle(String shardId) {
    if (held == null) {
      output.createOutputForSplit(shardId).markIdle();
    }
  }

  /** Whether shards that are over still hold back the watermark. */
  boolean holdsShards() {
    return held != null && !held.isEmpty();
  }

  /** The shards that continue these are read now, and hold back the watermark themselves. */
  void release(Collection<String> shardIds) {
    for (String shardId : shardIds) {
      if (held != null && held.remove(shardId)) {
        markIdleAndRelease(shardId);
      }
    }
  }

  @Override
  public SourceOutput<T> createOutputForSplit(String shardId) {
    return output.createOutputForSplit(shardId);
  }

  @Override
  public void releaseOutputForSplit(String shardId) {
    if (held == null) {
      markIdleAndRelease(shardId);
    } else {
      held.add(shardId);
    }
  }

  private void markIdleAndRelease(String shardId) {
    output.createOutputForSplit(shardId).markIdle();
    output.releaseOutputForSplit(shardId);
  }

  @Override
  public void collect(T record) {
    output.collect(record);
  }

  @Override
  public void collect(T record, long timestamp) {
    output.collect(record, timestamp);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    output.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    output.markIdle();
  }

  @Override
  public void markActive() {
    output.markActive();
  }
}
