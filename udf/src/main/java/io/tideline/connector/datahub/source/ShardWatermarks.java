package io.tideline.connector.datahub.source;

import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * A watermark strategy under which a shard that the reader marks as idle stays so until it has a
 * record again. Flink takes any periodic watermark as a sign of life, also one that says nothing
 * new, as the usual generators emit several times a second.
 */
public final class ShardWatermarks<T> implements WatermarkStrategy<T> {

  private static final long serialVersionUID = 1L;

  private final WatermarkStrategy<T> strategy;

  private ShardWatermarks(WatermarkStrategy<T> strategy) {
    this.strategy = strategy;
  }

  public static <T> WatermarkStrategy<T> of(WatermarkStrategy<T> strategy) {
    return new ShardWatermarks<>(strategy);
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Generator<>(strategy.createWatermarkGenerator(context));
  }

  @Override
  public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
    return strategy.createTimestampAssigner(context);
  }

  @Override
  public WatermarkAlignmentParams getAlignmentParameters() {
    return strategy.getAlignmentParameters();
  }

  private static final class Generator<T> implements WatermarkGenerator<T>, WatermarkOutput {
    private final WatermarkGenerator<T> generator;
    private WatermarkOutput output;
    private long last = Long.MIN_VALUE;
    private boolean alive;

    private Generator(WatermarkGenerator<T> generator) {
      this.generator = generator;
    }

    @Override
    public void onEvent(T event, long timestamp, WatermarkOutput out) {
      alive = true;
      generator.onEvent(event, timestamp, out);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput out) {
      output = out;
      generator.onPeriodicEmit(this);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      if (alive || watermark.getTimestamp() > last) {
        alive = false;
        last = Math.max(last, watermark.getTimestamp());
        output.emitWatermark(watermark);
      }
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
}
