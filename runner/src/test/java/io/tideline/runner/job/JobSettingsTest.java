package io.tideline.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.runner.configuration.ConfigurationLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobSettingsTest {

  @Test
  void aJobGoesOnAfterAFailedCheckpointAndComesBackFromEveryFault() throws Exception {
    assertThat(flink())
        .containsEntry("execution.checkpointing.interval", "5 min")
        .containsEntry("execution.checkpointing.num-retained", "3")
        .containsEntry("execution.checkpointing.tolerable-failed-checkpoints", "2147483647")
        .containsEntry("execution.checkpointing.mode", "EXACTLY_ONCE")
        .containsEntry("restart-strategy.type", "exponential-delay")
        .containsEntry(
            "restart-strategy.exponential-delay.attempts-before-reset-backoff", "2147483647")
        .containsEntry("restart-strategy.exponential-delay.max-backoff", "30 s");
  }

  @Test
  void everyParameterOfAJobIsOneOfFlinks() throws Exception {
    assertThat(
            flink(
                "deliver.parallelism=7",
                "deliver.checkpoint.interval=11 s",
                "deliver.checkpoint.timeout=12 s",
                "deliver.checkpoint.minPause=3 s",
                "deliver.checkpoint.retained=5",
                "deliver.checkpoint.mode=at-least-once",
                "deliver.checkpoint.tolerableFailures=9",
                "deliver.state.backend=rocksdb",
                "deliver.state.directory=s3://bucket/a b",
                "deliver.restart.initialDelay=2 s",
                "deliver.restart.multiplier=1.5",
                "deliver.restart.maximumDelay=40 s",
                "deliver.restart.jitter=0.25",
                "deliver.restart.resetAfter=13 min"))
        .containsEntry("parallelism.default", "7")
        .containsEntry("execution.checkpointing.interval", "11 s")
        .containsEntry("execution.checkpointing.timeout", "12 s")
        .containsEntry("execution.checkpointing.min-pause", "3 s")
        .containsEntry("execution.checkpointing.num-retained", "5")
        .containsEntry("execution.checkpointing.mode", "AT_LEAST_ONCE")
        .containsEntry("execution.checkpointing.tolerable-failed-checkpoints", "9")
        .containsEntry("state.backend.type", "rocksdb")
        .containsEntry("execution.checkpointing.incremental", "true")
        .containsEntry("execution.checkpointing.dir", "s3://bucket/a b")
        .containsEntry("restart-strategy.exponential-delay.initial-backoff", "2 s")
        .containsEntry("restart-strategy.exponential-delay.backoff-multiplier", "1.5")
        .containsEntry("restart-strategy.exponential-delay.max-backoff", "40 s")
        .containsEntry("restart-strategy.exponential-delay.jitter-factor", "0.25")
        .containsEntry("restart-strategy.exponential-delay.reset-backoff-threshold", "13 min");
  }

  private static Map<String, String> flink(String... sets) throws Exception {
    return new JobSettings(
            new ConfigurationLoader(Map.of(), Path.of("/base"))
                .load(Path.of("../conf/pipeline.yaml"), List.of(sets)),
            "deliver")
        .flink()
        .toMap();
  }
}
