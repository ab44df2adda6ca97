package io.tideline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIT {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Pattern ROW = Pattern.compile("\\+I\\[(\\d+), a;b\\]");

  @TempDir Path directory;

  @Test
  void aKilledJobGoesOnFromItsNewestCheckpoint() throws Exception {
    SmallPipeline pipeline = new SmallPipeline(directory);
    try (RunnerProcess first = start(pipeline, "first")) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                assertThat(first.output()).contains("capture: web page http://127.0.0.1:");
                assertThat(first.output()).contains("capture: started fresh");
                assertThat(checkpoints(pipeline)).isGreaterThanOrEqualTo(2);
              });
      first.process().destroyForcibly();
      first.process().waitFor();
    }

    try (RunnerProcess second = start(pipeline, "second")) {
      await().atMost(LONG).until(() -> ROW.matcher(second.output()).find());
      assertThat(second.output()).contains("capture: resumed from file:");
      Matcher row = ROW.matcher(second.output());
      assertThat(row.find()).isTrue();
      assertThat(Long.parseLong(row.group(1))).isGreaterThan(1);

      second.process().destroy();
      assertThat(second.process().waitFor()).isZero();
      assertThat(checkpoints(pipeline)).isPositive();
    }
  }

  @Test
  void aMistakeInTheSqlIsShownWhereItIsAndNothingStarts() throws Exception {
    SmallPipeline pipeline = new SmallPipeline(directory);
    Path go = directory.resolve("sql/capture/20_go.sql");
    Files.writeString(go, "\nINSERT INTO seen\n  SELECT m, t FROM numbers;\n");
    try (RunnerProcess run = start(pipeline, "run")) {
      assertThat(run.process().waitFor()).isEqualTo(2);
      assertThat(run.output())
          .contains("20_go.sql:3:10: ")
          .contains("Column 'm' not found in any table")
          .contains("  SELECT m, t FROM numbers;\n         ^");
    }
  }

  private RunnerProcess start(SmallPipeline pipeline, String name) throws IOException {
    return RunnerProcess.start(
        directory.resolve(name + ".txt"), "io.tideline.runner.Tideline", pipeline.arguments("run"));
  }

  private static long checkpoints(SmallPipeline pipeline) throws IOException {
    if (!Files.isDirectory(pipeline.state())) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(pipeline.state())) {
      return files.filter(file -> file.endsWith("_metadata")).count();
    } catch (java.io.UncheckedIOException e) {
      return 0;
    }
  }
}
