package io.tideline.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunsTest {

  @TempDir Path directory;

  @Test
  void aRunGoesWhenNoneOfItsCheckpointsIsAmongTheNewest() throws IOException {
    checkpoint("first", 7, 100);
    checkpoint("first", 8, 200);
    checkpoint("second", 1, 300);
    checkpoint("second", 2, 400);
    checkpoint("third", 1, 500);

    new EarlierRuns("file://" + directory, 3).remove();

    assertThat(directory.resolve("first")).doesNotExist();
    assertThat(directory.resolve("second/chk-1/_metadata")).exists();
    assertThat(directory.resolve("third/chk-1/_metadata")).exists();
  }

  @Test
  void whatIsNoCompletedCheckpointStays() throws IOException {
    checkpoint("first", 1, 100);
    checkpoint("second", 1, 200);
    Path beginning = Files.createDirectories(directory.resolve("third/chk-1"));
    Path lock = Files.createFile(directory.resolve("lock"));

    new EarlierRuns("file://" + directory, 1).remove();

    assertThat(directory.resolve("first")).doesNotExist();
    assertThat(directory.resolve("second/chk-1/_metadata")).exists();
    assertThat(beginning).exists();
    assertThat(lock).exists();
  }

  @Test
  void withoutADirectoryThereIsNothingToRemove() throws IOException {
    new EarlierRuns("file://" + directory.resolve("none"), 3).remove();

    assertThat(directory.resolve("none")).doesNotExist();
  }

  private void checkpoint(String run, int number, long second) throws IOException {
    Path checkpoint = Files.createDirectories(directory.resolve(run + "/chk-" + number));
    Path metadata = Files.createFile(checkpoint.resolve("_metadata"));
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1_000));
  }
}
