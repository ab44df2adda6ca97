package io.tideline.runner.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledGraphTest {

  @ParameterizedTest
  @CsvSource({"BOUNDED, true", "CONTINUOUS_UNBOUNDED, false"})
  void onlyAJobThatMayEndTakesCheckpointsAfterSomeOfItsTasksEnded(
      Boundedness boundedness, boolean taken) {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    environment
        .fromSource(new Numbers(boundedness), WatermarkStrategy.noWatermarks(), "numbers")
        .sinkTo(new DiscardingSink<>());

    CompiledGraph compiled = CompiledGraph.takeFrom(environment, new Configuration(), List.of());

    assertThat(compiled.graph().isEnableCheckpointsAfterTasksFinish()).isEqualTo(taken);
  }

  private static final class Numbers extends NumberSequenceSource {
    private static final long serialVersionUID = 1L;

    private final Boundedness boundedness;

    Numbers(Boundedness boundedness) {
      super(1, 5);
      this.boundedness = boundedness;
    }

    @Override
    public Boundedness getBoundedness() {
      return boundedness;
    }
  }
}
