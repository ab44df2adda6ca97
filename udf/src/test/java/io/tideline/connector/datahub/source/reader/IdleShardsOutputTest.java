package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.junit.jupiter.api.Test;

class IdleShardsOutputTest {

  private final List<String> calls = new ArrayList<>();

  @Test
  void aShardWithoutRecordsOrOverDoesNotHoldBackTheWatermark() {
    IdleShardsOutput<String> output = new IdleShardsOutput<>(new Recorder(), false);
    output.idle("0");
    output.releaseOutputForSplit("0");
    assertThat(calls).containsExactly("0 is idle", "0 is idle", "0 is released");
  }

  @Test
  void whereShardsHoldItBackOneThatIsOverDoesSoUntilItsChildrenAreRead() {
    IdleShardsOutput<String> output = new IdleShardsOutput<>(new Recorder(), true);
    output.idle("0");
    output.releaseOutputForSplit("0");
    output.release(List.of("1"));
    assertThat(calls).isEmpty();

    output.release(List.of("0", "1"));
    output.release(List.of("0"));
    assertThat(calls).containsExactly("0 is idle", "0 is released");
  }

  /** What Flink's output is told of its shards. */
  private class Recorder implements ReaderOutput<String> {

    @Override
    public SourceOutput<String> createOutputForSplit(String shard) {
      return new Recorder() {
        @Override
        public void markIdle() {
          calls.add(shard + " is idle");
        }
      };
    }

    @Override
    public void releaseOutputForSplit(String shard) {
      calls.add(shard + " is released");
    }

    @Override
    public void collect(String record) {}

    @Override
    public void collect(String record, long timestamp) {}

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }
}
