package io.tideline.connector.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Provenance;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class HeartbeatWatermarksTest {

  private final WatermarkGenerator<ChangeEvent> generator =
      new HeartbeatWatermarks().createWatermarkGenerator(null);
  private final List<Long> watermarks = new ArrayList<>();

  @Test
  void onlyAHeartbeatSaysThatTheTimeBeforeItIsPast() {
    generator.onPeriodicEmit(output());
    read("INSERT", 5_000L);
    read("HEARTBEAT", null);
    read(null, 6_000L);
    read("HEARTBEAT", 4_000L);
    read("DELETE", 9_000L);
    generator.onPeriodicEmit(output());

    assertThat(watermarks).containsExactly(3_999L);
  }

  private void read(String op, Long eventTime) {
    ChangeEvent event =
        new ChangeEvent.Builder()
            .op(op)
            .eventTime(eventTime)
            .build(new Provenance("0", 0, 1, 0, 0, null));
    generator.onEvent(event, 1_000_000, output());
  }

  private WatermarkOutput output() {
    return new WatermarkOutput() {
      @Override
      public void emitWatermark(Watermark watermark) {
        watermarks.add(watermark.getTimestamp());
      }

      @Override
      public void markIdle() {
        throw new AssertionError("a shard without heartbeats is not idle");
      }

      @Override
      public void markActive() {}
    };
  }
}
