package io.tideline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.runner.job.RestorePoint;
import io.tideline.runner.job.RestorePoints;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksDbIT {

  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void aJobKeepsItsStateInRocksDbAndItsCheckpointsAreIncremental() throws Exception {
    SmallPipeline pipeline = new SmallPipeline(directory);
    Files.writeString(
        directory.resolve("sql/capture/20_go.sql"),
        "INSERT INTO seen SELECT COUNT(*), t FROM numbers GROUP BY t;\n");
    Files.writeString(
        directory.resolve("sql/capture/10_tables.sql"),
        Files.readString(directory.resolve("sql/capture/10_tables.sql"))
            .replace("t AS 'a;b'", "t AS CAST(MOD(n, 10) AS STRING)"));

    try (RunnerProcess first = start(pipeline, "first")) {
      await().atMost(LONG).untilAsserted(() -> assertThat(first.output()).contains("-U["));
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(keyedState(pipeline))
                      .isNotEmpty()
                      .allMatch(IncrementalRemoteKeyedStateHandle.class::isInstance));
      first.process().destroyForcibly();
      first.process().waitFor();
    }
    try (RunnerProcess second = start(pipeline, "second")) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(second.output())
                      .contains("capture: resumed from file:")
                      .contains("+U["));
      // A count that begins anew would.
      assertThat(second.output()).doesNotContain("+I[");
    }
  }

  private RunnerProcess start(SmallPipeline pipeline, String name) throws IOException {
    List<String> arguments = new ArrayList<>(pipeline.arguments("run"));
    arguments.addAll(List.of("--set", "capture.state.backend=rocksdb"));
    return RunnerProcess.start(
        directory.resolve(name + ".txt"), "io.tideline.runner.Tideline", arguments);
  }

  private static List<KeyedStateHandle> keyedState(SmallPipeline pipeline) throws IOException {
    Optional<RestorePoint> newest =
        RestorePoints.in("file://" + pipeline.state()).stream().findFirst();
    if (newest.isEmpty()) {
      return List.of();
    }
    Path file = Path.of(newest.get().path().replaceFirst("^file:/*", "/")).resolve("_metadata");
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      CheckpointMetadata metadata =
          Checkpoints.loadCheckpointMetadata(in, RocksDbIT.class.getClassLoader(), file.toString());
      return metadata.getOperatorStates().stream()
          .flatMap(operator -> operator.getStates().stream())
          .flatMap(subtask -> subtask.getManagedKeyedState().stream())
          .toList();
    }
  }
}
