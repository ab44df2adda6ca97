package io.tideline.connector.changes;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.Op;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * A shard is past a time when capture's heartbeat in it says so. No change does: its time may be
 * later than that of changes that follow it.
 */
final class HeartbeatWatermarks implements WatermarkStrategy<ChangeEvent> {

  private static final long serialVersionUID = 1L;
  private static final String HEARTBEAT = Op.HEARTBEAT.name();

  @Override
  public WatermarkGenerator<ChangeEvent> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Generator();
  }

  private static final class Generator implements WatermarkGenerator<ChangeEvent> {

    @Override
    public void onEvent(ChangeEvent event, long timestamp, WatermarkOutput output) {
      if (HEARTBEAT.equals(event.op()) && event.eventTime() != null) {
        output.emitWatermark(new Watermark(event.eventTime() - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // Time alone says nothing of a shard.
    }
  }
}
