package io.tideline.connector.files.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.files.sink.WriteRetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Any interleaving of rows, lateness, watermarks, checkpoints and restarts, with real manifests.
 */
class CompleteHoursProperties {

  private static final int WRITERS = 3;
  private static final int HOURS = 6;

  enum Event {
    ROWS,
    WATERMARK,
    FULL,
    CHECKPOINT,
    FAILED_CHECKPOINT,
    CRASH
  }

  static final class Step {
    private final Event event;
    private final int writer;
    private final int hour;

    Step(Event event, int writer, int hour) {
      this.event = event;
      this.writer = writer;
      this.hour = hour;
    }

    @Override
    public String toString() {
      return event + " " + writer + " " + hour;
    }
  }

  /** A job's memory, all of which a crash takes back to the last completed checkpoint. */
  private static final class Memory {
    private final RowHours[] open = new RowHours[WRITERS];
    private final long[] watermarks = new long[WRITERS];
    private final List<RowHours> finished = new ArrayList<>();
    private final Map<Long, Long> onTime = new HashMap<>();

    Memory copy() {
      Memory copy = new Memory();
      for (int i = 0; i < WRITERS; i++) {
        copy.open[i] = open[i] == null ? null : open[i].copy();
        // A restored job learns anew how far its shards are.
        copy.watermarks[i] = Long.MIN_VALUE;
      }
      copy.onTime.putAll(onTime);
      return copy;
    }
  }

  private Path directory;
  private Memory memory;
  private CompleteHours hours;
  private Memory kept;
  private List<String> keptState;
  private long keptNext;
  private List<HourFile> uncommitted;
  private Map<Long, Set<String>> visible;
  private Map<Path, byte[]> versions;
  private long checkpoint;
  private int names;

  @Property(tries = 200)
  void aCompleteHourHasAllItsFilesAndALaterOneIsANewVersion(@ForAll("lives") List<Step> life)
      throws IOException {
    directory = Files.createTempDirectory("hours");
    memory = new Memory();
    Arrays.fill(memory.watermarks, Long.MIN_VALUE);
    uncommitted = new ArrayList<>();
    visible = new TreeMap<>();
    versions = new HashMap<>();
    checkpoint = 0;
    names = 0;
    kept = memory.copy();
    keptState = List.of();
    keptNext = HourLedger.NONE;
    open();
    for (Step step : life) {
      happen(step);
    }
    happen(new Step(Event.CHECKPOINT, 0, 0));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
        Files.delete(file);
      }
    }
  }

  private void open() throws IOException {
    hours =
        new HourSettings(
                new org.apache.flink.core.fs.Path(directory.resolve("shop.orders").toUri()),
                Duration.ZERO,
                new WriteRetry(0, Duration.ZERO))
            .open();
    hours.restore(keptState, keptNext);
    hours.resumeTold();
  }

  private void happen(Step step) throws IOException {
    switch (step.event) {
      case ROWS:
        write(step.writer, step.hour);
        break;
      case WATERMARK:
        long time = step.hour * HourRows.HOUR - 1;
        memory.watermarks[step.writer] = Math.max(memory.watermarks[step.writer], time);
        RowHours file = memory.open[step.writer];
        if (file != null && file.hasBefore(HourLedger.hoursOver(time, 0))) {
          roll(step.writer);
        }
        break;
      case FULL:
        if (memory.open[step.writer] != null) {
          roll(step.writer);
        }
        break;
      case CHECKPOINT:
        checkpoint();
        complete();
        break;
      case FAILED_CHECKPOINT:
        checkpoint();
        break;
      default:
        memory = kept.copy();
        uncommitted.clear();
        open();
    }
  }

  private void write(int writer, long hour) {
    if (memory.open[writer] == null) {
      memory.open[writer] = new RowHours();
    }
    memory.open[writer].add(hour * HourRows.HOUR + 1);
    if (memory.watermarks[writer] < hour * HourRows.HOUR) {
      memory.onTime.merge(hour, 1L, Long::sum);
    }
  }

  private void roll(int writer) {
    memory.finished.add(memory.open[writer]);
    memory.open[writer] = null;
  }

  private void checkpoint() {
    for (RowHours file : memory.finished) {
      String path = file(names++).toUri().toString().replace("file:///", "file:/");
      hours.add(path, 1, 1, new FileContent(7, file));
      for (HourRows hour : file.list()) {
        uncommitted.add(new HourFile(path, 1, 1, 7, hour));
      }
    }
    memory.finished.clear();
    hours.ledger().progress(Arrays.stream(memory.watermarks).min().getAsLong());
    hours.ledger().checkpoint(++checkpoint);
  }

  private void complete() throws IOException {
    kept = memory.copy();
    keptState = hours.state();
    keptNext = hours.ledger().next();
    hours.ledger().completed(checkpoint);
    hours.tell();
    for (HourFile file : uncommitted) {
      Path path = Path.of(new org.apache.flink.core.fs.Path(file.path()).getPath());
      Files.createDirectories(path.getParent());
      Files.writeString(path, "x");
      visible.computeIfAbsent(file.ofHour().hour(), h -> new TreeSet<>()).add(file.path());
    }
    uncommitted.clear();
    // An hour waits until its files are visible.
    assertThat(hours.tell()).isFalse();
    check();
  }

  private void check() throws IOException {
    long over = HourLedger.hoursOver(Arrays.stream(memory.watermarks).min().getAsLong(), 0);
    for (long hour = 0; hour < HOURS; hour++) {
      HourManifest latest = hours.manifests().latest(hour);
      if (hour < over && visible.containsKey(hour)) {
        assertThat(latest).as("hour %s is over", hour).isNotNull();
      }
      if (latest == null) {
        continue;
      }
      assertThat(latest.isComplete()).isTrue();
      assertThat(latest.files().stream().map(HourFile::path).collect(Collectors.toSet()))
          .isEqualTo(visible.getOrDefault(hour, Set.of()));
      if (hour < over) {
        assertThat(latest.files().stream().mapToLong(file -> file.ofHour().rows()).sum())
            .isGreaterThanOrEqualTo(memory.onTime.getOrDefault(hour, 0L));
      }
    }
    noVersionEverChanges();
  }

  private void noVersionEverChanges() throws IOException {
    Path manifests = directory.resolve("_manifests");
    if (!Files.exists(manifests)) {
      return;
    }
    try (Stream<Path> files = Files.walk(manifests)) {
      for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        byte[] content = Files.readAllBytes(file);
        byte[] before = versions.putIfAbsent(file, content);
        assertThat(before == null || Arrays.equals(before, content)).as(file.toString()).isTrue();
      }
    }
  }

  private Path file(int number) {
    return directory.resolve("shop.orders").resolve(number + ".json");
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    return Combinators.combine(
            Arbitraries.of(
                Event.ROWS,
                Event.ROWS,
                Event.ROWS,
                Event.WATERMARK,
                Event.WATERMARK,
                Event.WATERMARK,
                Event.FULL,
                Event.CHECKPOINT,
                Event.CHECKPOINT,
                Event.FAILED_CHECKPOINT,
                Event.CRASH),
            Arbitraries.integers().between(0, WRITERS - 1),
            Arbitraries.integers().between(0, HOURS - 1))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }
}
