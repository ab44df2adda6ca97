package io.tideline.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.configuration.PipelineConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The checkpoints that Flink takes of a job, as its own environment reads our settings. */
class CheckpointProperties {

  /** P8. */
  @Test
  void aDeliverJobTakesACheckpointEveryFiveMinutesUnlessToldOtherwise() throws Exception {
    assertThat(flink("deliver").getCheckpointInterval())
        .isEqualTo(Duration.ofMinutes(5).toMillis());
  }

  /** P8. */
  @Property(tries = 100)
  void checkpointsAreTakenAtTheConfiguredInterval(
      @ForAll("jobs") String job,
      @ForAll @LongRange(min = 1_000, max = 86_400_000) long interval,
      @ForAll @LongRange(min = 0, max = 1_000) long pause)
      throws Exception {
    CheckpointConfig flink =
        flink(
            job,
            job + ".checkpoint.interval=" + interval + " ms",
            job + ".checkpoint.minPause=" + pause + " ms");

    assertThat(flink.isCheckpointingEnabled()).isTrue();
    assertThat(flink.getCheckpointInterval()).isEqualTo(interval);
    assertThat(flink.getMinPauseBetweenCheckpoints()).isEqualTo(pause);
  }

  /** P9: as many in a row may fail as somebody says, and by default any number. */
  @Property(tries = 100)
  void aJobGoesOnAfterAsManyFailedCheckpointsAsItMay(
      @ForAll("jobs") String job,
      @ForAll @IntRange(min = 0) int tolerated,
      @ForAll @LongRange(min = 1, max = 86_400) long timeout)
      throws Exception {
    CheckpointConfig flink =
        flink(
            job,
            job + ".checkpoint.tolerableFailures=" + tolerated,
            job + ".checkpoint.timeout=" + timeout + " s");

    assertThat(flink.getTolerableCheckpointFailureNumber()).isEqualTo(tolerated);
    assertThat(flink.getCheckpointTimeout()).isEqualTo(timeout * 1_000);
    assertThat(flink(job).getTolerableCheckpointFailureNumber()).isEqualTo(Integer.MAX_VALUE);
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> jobs() {
    return net.jqwik.api.Arbitraries.of("capture", "deliver");
  }

  private static CheckpointConfig flink(String job, String... sets) throws Exception {
    PipelineConfiguration configuration =
        new ConfigurationLoader(Map.of(), Path.of("/base"))
            .load(Path.of("../conf/pipeline.yaml"), List.of(sets));
    return StreamExecutionEnvironment.getExecutionEnvironment(
            new JobSettings(configuration, job).flink())
        .getCheckpointConfig();
  }
}
