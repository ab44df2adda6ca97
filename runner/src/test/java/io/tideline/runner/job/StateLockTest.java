package io.tideline.runner.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {

  @TempDir Path directory;

  @Test
  void aSecondJobOnTheSameDirectoryIsRefusedUntilTheFirstEnds() throws IOException {
    String state = "file://" + directory.resolve("a b/state");
    try (StateLock first = StateLock.take(state)) {
      assertThatThrownBy(() -> StateLock.take(state))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process runs this job")
          .hasMessageContaining("a b/state");
    }
    assertThatCode(() -> StateLock.take(state).close()).doesNotThrowAnyException();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> StateLock.take("file://" + file.resolve("state")))
        .hasMessageContaining("file/state cannot be written");
  }

  @Test
  void aDirectoryElsewhereIsNotLocked() throws IOException {
    StateLock.take("s3://bucket/state").close();
  }
}
