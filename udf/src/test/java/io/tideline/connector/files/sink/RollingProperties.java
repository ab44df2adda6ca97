package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.files.format.CsvFormat;
import io.tideline.connector.files.format.CsvStyle;
import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.JsonFormat;
import io.tideline.connector.files.format.TextCompression;
import io.tideline.connector.files.format.parquet.PageCodec;
import io.tideline.connector.files.format.parquet.ParquetFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** P12: a file ends at its size or at its age, whichever comes first. */
class RollingProperties {

  private static final Duration HOUR = Duration.ofHours(1);

  private final TestTime time = new TestTime(Instant.parse("2026-11-23T15:00:00Z").toEpochMilli());
  private TestFiles files;

  @BeforeTry
  void create() throws Exception {
    files = TestFiles.create();
  }

  @AfterTry
  void delete() throws Exception {
    files.delete();
  }

  @Property(tries = 100)
  void p12AFileEndsWithTheRowThatMakesItLargeEnough(
      @ForAll @IntRange(min = 200, max = 4_000) int size,
      @ForAll @IntRange(min = 1, max = 400) int rows)
      throws Exception {
    FileFormat format = new JsonFormat(TestFiles.TYPE);
    TestJob job = job(format, size);
    job.write(rows);
    job.checkpoint(Integer.MAX_VALUE);

    List<Path> visible = files.visible();
    for (Path file : visible) {
      assertThat(Files.size(file)).isBetween((long) size, size + 50L);
    }
    long seen = files.ids(format).size();
    job.finish();
    assertThat(files.ids(format)).hasSize(rows);
    assertThat(files.names()).hasSize(visible.size() + (seen < rows ? 1 : 0));
  }

  @Property(tries = 100)
  void p12AFileEndsAtItsAgeAlsoWhenNothingMoreComes(
      @ForAll @IntRange(min = 0, max = 7_200) int seconds) throws Exception {
    FileFormat format = new CsvFormat(TestFiles.TYPE, CsvStyle.RFC_4180, TextCompression.NONE);
    TestJob job = job(format, 1_000_000);
    job.write(3);
    time.advance(Duration.ofSeconds(seconds));
    job.checkpoint(Integer.MAX_VALUE);

    assertThat(files.ids(format)).hasSize(seconds >= HOUR.toSeconds() ? 3 : 0);
  }

  @Property(tries = 100)
  void p12AFileEndsWhenNoRowCameForItsIdleTimeAndNotWhileRowsCome(
      @ForAll @IntRange(min = 1, max = 59) int pause, @ForAll @IntRange(min = 0, max = 40) int rows)
      throws Exception {
    FileFormat format = new JsonFormat(TestFiles.TYPE);
    TestJob job =
        new TestJob(
            files.table(format), new RollingPolicy(1_000_000, HOUR, Duration.ofSeconds(60)), time);
    job.start(1);
    for (int i = 0; i < rows; i++) {
      job.write(1);
      time.advance(Duration.ofSeconds(pause));
    }
    job.checkpoint(Integer.MAX_VALUE);
    assertThat(files.names()).isEmpty();

    time.advance(Duration.ofSeconds(60));
    time.advance(Duration.ofSeconds(60));
    job.checkpoint(Integer.MAX_VALUE);
    assertThat(files.ids(format)).hasSize(rows);
  }

  @Example
  void p12AgeCountsFromTheOpeningOverARestart() throws Exception {
    FileFormat format = new JsonFormat(TestFiles.TYPE);
    TestJob job = job(format, 1_000_000);
    job.write(2);
    job.checkpoint(Integer.MAX_VALUE);
    time.advance(Duration.ofMinutes(40));
    job.crash();
    job.start(1);
    job.write(1);
    job.checkpoint(Integer.MAX_VALUE);
    assertThat(files.names()).isEmpty();

    time.advance(Duration.ofMinutes(20));
    job.checkpoint(Integer.MAX_VALUE);
    assertThat(files.names()).containsExactly("shop_orders_20261123150000_0-0.json");
    assertThat(files.ids(format)).containsExactly(0L, 1L, 2L);
  }

  @Example
  void aParquetFileIsNotCutAtCheckpoints() throws Exception {
    FileFormat format = new ParquetFormat(TestFiles.TYPE, PageCodec.SNAPPY, 1 << 20);
    TestJob job = job(format, 1_000_000);
    for (int i = 0; i < 10; i++) {
      job.write(100);
      job.checkpoint(Integer.MAX_VALUE);
    }
    job.finish();
    assertThat(files.names()).containsExactly("shop_orders_20261123150000_0-0.parquet");
    assertThat(files.ids(format)).hasSize(1_000).isSorted();
  }

  private TestJob job(FileFormat format, int size) throws Exception {
    TestJob job = new TestJob(files.table(format), new RollingPolicy(size, HOUR), time);
    job.start(1);
    return job;
  }
}
