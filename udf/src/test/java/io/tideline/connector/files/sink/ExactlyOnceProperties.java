package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.files.format.CsvFormat;
import io.tideline.connector.files.format.CsvStyle;
import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.JsonFormat;
import io.tideline.connector.files.format.TextCompression;
import io.tideline.connector.files.format.parquet.PageCodec;
import io.tideline.connector.files.format.parquet.ParquetFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;

/** Any life of a job, over real files: rows, time, checkpoints, crashes, other parallelisms. */
class ExactlyOnceProperties {

  private static final long START = 1_795_446_000_000L;
  private static final String NAME =
      "shop_orders_\\d{14}_\\d-\\d+\\.(json\\.gz|csv\\.zst|json|csv|parquet)";

  /** Something that happens to a job. */
  enum Event {
    ROWS,
    TIME,
    CHECKPOINT,
    CHECKPOINT_THEN_CRASH_BEFORE_COMMIT,
    CHECKPOINT_THEN_CRASH_WITHIN_COMMIT,
    FAILED_CHECKPOINT,
    FAILED_CHECKPOINT_THEN_CRASH,
    CRASH
  }

  /** An event and its number: of rows, seconds, commits or writers. */
  static final class Step {
    private final Event event;
    private final int number;

    Step(Event event, int number) {
      this.event = event;
      this.number = number;
    }

    @Override
    public String toString() {
      return event + " " + number;
    }
  }

  /** P36. */
  @Property(tries = 120)
  void eachRowIsInTheFilesExactlyOnceThroughAnyCrashesAndRescalings(
      @ForAll("formats") FileFormat format,
      @ForAll("rollingSizes") int size,
      @ForAll("lives") List<Step> life)
      throws Exception {
    TestFiles files = TestFiles.create();
    TestTime time = new TestTime(START);
    TestJob job =
        new TestJob(files.table(format), new RollingPolicy(size, Duration.ofHours(1)), time);
    job.start(1);
    for (Step step : life) {
      happen(step, job, time);
      assertThat(files.ids(format)).doesNotHaveDuplicates();
    }
    job.finish();

    List<Long> all = LongStream.range(0, job.rows()).boxed().collect(Collectors.toList());
    assertThat(files.ids(format)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(files.idsInDuckDb(format)).isEqualTo(all);
    for (Path file : files.visible()) {
      assertThat(TestFiles.ids(format, file)).isSorted();
    }
    files.delete();
  }

  /** P10 and P36: every third row is one that a Parquet file cannot hold. */
  @Property(tries = 120)
  void eachRowIsInTheFilesOrInTheLettersExactlyOnceThroughAnyCrashesAndRescalings(
      @ForAll("rollingSizes") int size, @ForAll("lives") List<Step> life) throws Exception {
    RowType type =
        (RowType)
            DataTypes.ROW(
                    DataTypes.FIELD("id", DataTypes.BIGINT()),
                    DataTypes.FIELD("at", DataTypes.TIMESTAMP(6)))
                .getLogicalType();
    FileFormat format = new ParquetFormat(type, PageCodec.SNAPPY, 2048);
    FileFormat lines = new JsonFormat(TestFiles.TYPE);
    TestFiles files = TestFiles.create();
    TestFiles letters = TestFiles.create();
    TestTime time = new TestTime(START);
    TestJob job =
        new TestJob(
            files.table(format, type),
            letters.table(lines),
            id ->
                GenericRowData.of(
                    id, TimestampData.fromEpochMillis(id % 3 == 0 ? Long.MAX_VALUE / 500 : id)),
            new RollingPolicy(size, Duration.ofHours(1)),
            time);
    job.start(1);
    for (Step step : life) {
      happen(step, job, time);
      assertThat(letters.ids(lines)).doesNotHaveDuplicates();
    }
    job.finish();

    List<Long> refused = new ArrayList<>();
    List<Long> good = new ArrayList<>();
    LongStream.range(0, job.rows()).forEach(id -> (id % 3 == 0 ? refused : good).add(id));
    assertThat(letters.ids(lines)).containsExactlyInAnyOrderElementsOf(refused);
    assertThat(files.ids(format)).containsExactlyInAnyOrderElementsOf(good);
    files.delete();
    letters.delete();
  }

  @Property(tries = 100)
  void writersThatRestartInTheirNumberLeaveNothingInProgressBehind(
      @ForAll("formats") FileFormat format, @ForAll("lives") List<Step> life) throws Exception {
    TestFiles files = TestFiles.create();
    TestTime time = new TestTime(START);
    TestJob job =
        new TestJob(files.table(format), new RollingPolicy(400, Duration.ofHours(1)), time);
    job.start(2);
    job.checkpoint(0);
    for (Step step : life) {
      happen(new Step(step.event, step.event == Event.ROWS ? step.number : 1), job, time);
    }
    job.finish();

    assertThat(files.hidden()).isEmpty();
    assertThat(files.ids(format)).hasSize((int) job.rows()).doesNotHaveDuplicates();
    files.delete();
  }

  /** P13. */
  @Property(tries = 100)
  void noTwoFilesShareANameThroughAnyCrashesAndRescalings(
      @ForAll("formats") FileFormat format, @ForAll("lives") List<Step> life) throws Exception {
    TestFiles files = TestFiles.create();
    TestTime time = new TestTime(START);
    TestJob job =
        new TestJob(files.table(format), new RollingPolicy(400, Duration.ofHours(1)), time);
    job.start(1);
    for (Step step : life) {
      // Without the passing of time all names hold the same second.
      if (step.event != Event.TIME) {
        List<String> before = files.names();
        happen(step, job, time);
        assertThat(files.names()).containsAll(before);
      }
    }
    job.finish();

    assertThat(files.names()).allMatch(name -> name.matches(NAME));
    assertThat(files.ids(format)).hasSize((int) job.rows()).doesNotHaveDuplicates();
    files.delete();
  }

  /** P13 and P36: with directories by a column of any values, and too few files open for all. */
  @Property(tries = 120)
  void eachRowIsInItsPartitionOnceAndNoTwoFilesShareAName(
      @ForAll("formats") FileFormat format,
      @ForAll @IntRange(min = 1, max = 4) int maxOpen,
      @ForAll("lives") List<Step> life)
      throws Exception {
    TestFiles files = TestFiles.create();
    TestTime time = new TestTime(START);
    Partitioning byNote = new Partitioning(TestFiles.TYPE, List.of("note"), maxOpen);
    TestJob job =
        new TestJob(
            files.table(format, TestFiles.TYPE, byNote),
            null,
            id -> GenericRowData.of(id, StringData.fromString(noteOf(id))),
            new RollingPolicy(2_000, Duration.ofHours(1)),
            time);
    job.start(1);
    for (Step step : life) {
      happen(step, job, time);
      assertThat(job.openFiles()).isLessThanOrEqualTo(maxOpen);
    }
    job.finish();

    List<Long> all = LongStream.range(0, job.rows()).boxed().collect(Collectors.toList());
    assertThat(files.ids(format)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(files.idsInDuckDb(format)).isEqualTo(all);
    assertThat(files.names()).doesNotHaveDuplicates();
    for (Path file : files.visible()) {
      String directory = files.directory().relativize(file.getParent()).toString();
      assertThat(TestFiles.ids(format, file))
          .isNotEmpty()
          .isSorted()
          .allMatch(id -> directory.equals(PartitionName.of("note", noteOf(id))));
    }
    files.delete();
  }

  private static String noteOf(long id) {
    List<String> notes =
        Arrays.asList(
            null, "", "a", "../x", "a=b/c", "中文", "x".repeat(300), "x".repeat(301), "CON", " .");
    return notes.get((int) (id * id % 7 + id % 4));
  }

  private static void happen(Step step, TestJob job, TestTime time) throws Exception {
    switch (step.event) {
      case ROWS:
        job.write(step.number);
        break;
      case TIME:
        time.advance(Duration.ofSeconds(step.number * 60L));
        break;
      case CHECKPOINT:
        job.checkpoint(Integer.MAX_VALUE);
        break;
      case CHECKPOINT_THEN_CRASH_BEFORE_COMMIT:
        job.checkpoint(0);
        restart(step, job);
        break;
      case CHECKPOINT_THEN_CRASH_WITHIN_COMMIT:
        job.checkpoint(1);
        restart(step, job);
        break;
      case FAILED_CHECKPOINT:
        job.failedCheckpoint();
        break;
      case FAILED_CHECKPOINT_THEN_CRASH:
        job.failedCheckpoint();
        restart(step, job);
        break;
      default:
        restart(step, job);
    }
  }

  private static void restart(Step step, TestJob job) throws Exception {
    job.crash();
    job.start(1 + step.number % 3);
  }

  @Provide
  Arbitrary<FileFormat> formats() {
    return Arbitraries.of(
        new JsonFormat(TestFiles.TYPE),
        new JsonFormat(TestFiles.TYPE, TextCompression.GZIP),
        new CsvFormat(TestFiles.TYPE, CsvStyle.RFC_4180, TextCompression.ZSTD),
        new CsvFormat(TestFiles.TYPE, CsvStyle.RFC_4180, TextCompression.NONE),
        new ParquetFormat(TestFiles.TYPE, PageCodec.SNAPPY, 2048));
  }

  @Provide
  Arbitrary<Integer> rollingSizes() {
    return Arbitraries.integers().between(600, 10_000);
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    Arbitrary<Step> rows =
        Combinators.combine(Arbitraries.just(Event.ROWS), Arbitraries.integers().between(1, 80))
            .as(Step::new);
    Arbitrary<Step> others =
        Combinators.combine(
                Arbitraries.of(Event.values()).filter(event -> event != Event.ROWS),
                Arbitraries.integers().between(0, 90))
            .as(Step::new);
    return Arbitraries.oneOf(rows, others).list().ofMinSize(1).ofMaxSize(20);
  }
}
