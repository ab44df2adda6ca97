package io.tideline.connector.datahub.source.reader;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * The reader's output, where a shard that is over is idle before it goes: with the last one gone
 * Flink would not see that the reader waits for nothing.
 */
final class IdleShardsOutput<T> implements ReaderOutput<T> {

  private final ReaderOutput<T> output;

  IdleShardsOutput(ReaderOutput<T> output) {
    this.output = output;
  }

  boolean wraps(ReaderOutput<T> other) {
    return output == other || this == other;
  }

  /** The shard does not hold back the watermark until it has a record again. */
  void idle(String shardId) {
    output.createOutputForSplit(shardId).markIdle();
  }

  @Override
  public SourceOutput<T> createOutputForSplit(String shardId) {
    return output.createOutputForSplit(shardId);
  }

  @Override
  public void releaseOutputForSplit(String shardId) {
    idle(shardId);
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
