package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.files.format.CsvFormat;
import io.tideline.connector.files.format.CsvStyle;
import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.JsonFormat;
import io.tideline.connector.files.format.TextCompression;
import io.tideline.connector.files.format.parquet.PageCodec;
import io.tideline.connector.files.format.parquet.ParquetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;

/** P4, P10: a file system that fails, over real files. */
class FileFaultsProperties {

  private static final RollingPolicy LARGE = new RollingPolicy(1 << 20, Duration.ofHours(1));
  private static final String POISON = "cannot be stored";

  private final FaultyFileSystem.Faults faults = FaultyFileSystem.faults();
  private final FileFormat lines = new JsonFormat(TestFiles.TYPE);
  private TestTime time;
  private Path rows;
  private Path letters;

  @BeforeTry
  void create() throws Exception {
    faults.none();
    time = new TestTime(1_795_446_000_000L);
    rows = Files.createTempDirectory("rows");
    letters = Files.createTempDirectory("letters");
  }

  @AfterTry
  void delete() throws Exception {
    faults.none();
    for (Path directory : List.of(rows, letters)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
          Files.delete(file);
        }
      }
    }
  }

  @Property(tries = 100)
  void p4UpToThreeFailuresInARowStopNothing(
      @ForAll("formats") FileFormat format,
      @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> failures)
      throws Exception {
    TestJob job = job(format, Set.of(), new RollingPolicy(1_000, Duration.ofHours(1))).retrying(3);
    job.start(2);
    for (int count : failures) {
      faults.operations(count);
      job.write(25);
      job.checkpoint(Integer.MAX_VALUE);
    }
    faults.none();
    job.finish();
    assertThat(ids(format, rows)).containsExactlyInAnyOrderElementsOf(all(job));
    assertThat(ids(lines, letters)).isEmpty();
  }

  @Property(tries = 100)
  void p4AfterMoreTheTaskFailsAndReadsAgainAndNothingIsLostOrDoubled(
      @ForAll("formats") FileFormat format,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 400) Integer> room,
      @ForAll @IntRange(min = 1, max = 3) int writers)
      throws Exception {
    TestJob job = job(format, Set.of(), new RollingPolicy(1_000, Duration.ofHours(1))).retrying(3);
    job.start(writers);
    for (int bytes : room) {
      faults.writesAfter(bytes);
      try {
        job.write(25);
        job.checkpoint(Integer.MAX_VALUE);
      } catch (IOException e) {
        assertThat(e).hasStackTraceContaining("No space left on device");
        faults.none();
        job.crash();
        job.start(1 + bytes % 3);
      }
    }
    faults.none();
    job.finish();
    assertThat(ids(format, rows)).containsExactlyInAnyOrderElementsOf(all(job));
    assertThat(ids(lines, letters)).as("a full disk makes no row faulty").isEmpty();
  }

  /** R3.8. */
  @Property(tries = 100)
  void p10RowsThatFailAfterRestartsWhileOthersPassBecomeLettersAndOnlyThey(
      @ForAll("plainFormats") FileFormat format,
      @ForAll @Size(max = 4) Set<@IntRange(max = 999) Integer> poisoned,
      @ForAll @IntRange(min = 1, max = 3) int writers)
      throws Exception {
    Set<Long> bad = new TreeSet<>();
    poisoned.forEach(id -> bad.add((long) id));
    TestJob job = job(format, bad, LARGE);
    faults.writesOf(POISON);
    job.start(writers);
    int restarts = 0;
    while (job.covered() < 1_000) {
      try {
        job.write((int) (1_000 - job.rows()));
        job.checkpoint(Integer.MAX_VALUE);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("content refused");
        assertThat(++restarts).as("restarts").isLessThanOrEqualTo(2 * bad.size());
        job.crash();
        job.start(writers);
      }
    }
    job.finish();
    List<Long> good = all(job);
    good.removeAll(bad);
    assertThat(ids(format, rows)).containsExactlyInAnyOrderElementsOf(good);
    assertThat(ids(lines, letters)).containsExactlyInAnyOrderElementsOf(bad);
  }

  @Example
  void aDiskThatStaysFullMakesNoRowFaultyHoweverOftenTheJobRestarts() throws Exception {
    TestJob job = job(lines, Set.of(), LARGE);
    job.start(1);
    // The files that say that writing failed are smaller than any row.
    faults.writesOfMoreThan(20);
    for (int i = 0; i < 6; i++) {
      assertThatThrownBy(
              () -> {
                job.write(500);
                job.checkpoint(Integer.MAX_VALUE);
              })
          .hasStackTraceContaining("No space left on device");
      job.crash();
      job.start(1);
    }
    assertThat(rows.resolve(".write-faults/writer-0")).content().startsWith("6 ");
    faults.none();
    job.write((int) (500 - job.rows()));
    job.finish();
    assertThat(ids(lines, rows)).containsExactlyElementsOf(all(job));
    assertThat(ids(lines, letters)).isEmpty();
  }

  @Example
  void aDeniedPermissionFailsTheTaskWithTheFilesName() throws Exception {
    TestJob job = job(lines, Set.of(), LARGE).retrying(3);
    job.start(1);
    faults.permission();
    int before = faults.tried();
    assertThatThrownBy(() -> job.write(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("creating faulty:" + rows)
        .hasMessageContaining("failed 4 times");
    // And one that notes the failure.
    assertThat(faults.tried() - before).isEqualTo(5);
  }

  @Example
  void aDirectoryThatIsGoneFailsTheTaskAndComesBackWithTheRows() throws Exception {
    TestJob job = job(lines, Set.of(), LARGE);
    Files.delete(rows);
    Files.writeString(rows, "a file where the directory was");
    job.start(1);
    assertThatThrownBy(() -> job.write(1)).isInstanceOf(IOException.class);
    job.crash();
    Files.delete(rows);
    job.start(1);
    job.write(10);
    job.finish();
    assertThat(ids(lines, rows)).containsExactlyElementsOf(all(job));
  }

  private TestJob job(FileFormat format, Set<Long> bad, RollingPolicy rolling) {
    return new TestJob(
        new FileTable(
            new org.apache.flink.core.fs.Path(FaultyFileSystem.SCHEME + ":" + rows),
            new FileNames("shop", "orders", format.suffix()),
            format,
            TestFiles.TYPE),
        new TestFiles(letters).table(lines),
        id -> GenericRowData.of(id, StringData.fromString(bad.contains(id) ? POISON : "row " + id)),
        rolling,
        time);
  }

  private static List<Long> all(TestJob job) {
    return new ArrayList<>(LongStream.range(0, job.rows()).boxed().collect(Collectors.toList()));
  }

  private static List<Long> ids(FileFormat format, Path directory) throws IOException {
    return Files.exists(directory) ? new TestFiles(directory).ids(format) : List.of();
  }

  @Provide
  Arbitrary<FileFormat> formats() {
    return Arbitraries.of(
        lines,
        new JsonFormat(TestFiles.TYPE, TextCompression.GZIP),
        new CsvFormat(TestFiles.TYPE, CsvStyle.RFC_4180, TextCompression.NONE),
        new ParquetFormat(TestFiles.TYPE, PageCodec.SNAPPY, 2048));
  }

  /** In which the text stands as it is, for the file system to see. */
  @Provide
  Arbitrary<FileFormat> plainFormats() {
    return Arbitraries.of(
        lines,
        new CsvFormat(TestFiles.TYPE, CsvStyle.RFC_4180, TextCompression.NONE),
        new ParquetFormat(TestFiles.TYPE, PageCodec.NONE, 1 << 20));
  }
}
