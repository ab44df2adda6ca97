package io.tideline.connector.files.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.files.sink.WriteRetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Starts from older and newer points over real files, some of which end in the midst of it. */
class TakeBackProperties {

  private static final int FILES = 8;

  private final WriteRetry retry = new WriteRetry(0, Duration.ZERO);

  /**
   * P36: run "a" commits a file at each of its checkpoints; then each start is from one of them,
   * and may end after a number of its moves.
   */
  @Property(tries = 100)
  void theVisibleFilesAreThoseOfThePointThroughStartsThatEndAnywhere(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = FILES) Integer> points,
      @ForAll @Size(value = 6) List<@IntRange(max = FILES) Integer> moves)
      throws IOException {
    Path directory = Files.createTempDirectory("taken");
    Path table = Files.createDirectories(directory.resolve("shop.orders"));
    CommitHistory history = new CommitHistory();
    history.add(new RunStart("a", null, 0));
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= FILES; i++) {
      String name = i % 2 == 0 ? "dt=2026-11-24/" + i + ".json" : i + ".json";
      Path file = table.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "row " + i);
      history.add(new FileCommit(new RunPoint("a", i), uri(file), 5, 1));
      names.add(name);
    }
    for (int start = 0; start < points.size(); start++) {
      RunPoint point = new RunPoint("a", points.get(start));
      String run = "start-" + start;
      endAfter(
          moves.get(start), () -> takeBack(table, OlderStart.TAKE_BACK).to(point, history, run));
      takeBack(table, OlderStart.TAKE_BACK).to(point, history, run + "-again");

      assertThat(visible(table))
          .containsExactlyInAnyOrderElementsOf(names.subList(0, points.get(start)));
    }
    CommitLogProperties.delete(directory);
  }

  @Example
  void refusedAStartTouchesNothingAndSaysWhichFilesAndWhatToDo() throws IOException {
    Path directory = Files.createTempDirectory("taken");
    Path table = Files.createDirectories(directory.resolve("shop.orders"));
    Path file = Files.writeString(table.resolve("1.json"), "row 1");
    CommitHistory history = new CommitHistory();
    history.add(new RunStart("a", null, 0));
    history.add(new FileCommit(new RunPoint("a", 5), uri(file), 5, 1));

    assertThatThrownBy(
            () -> takeBack(table, OlderStart.REFUSE).to(new RunPoint("a", 4), history, "start"))
        .isInstanceOf(OlderStartException.class)
        .hasMessageContaining("1.json")
        .hasMessageContaining("'older-start'");
    assertThat(visible(table)).containsExactly("1.json");
    CommitLogProperties.delete(directory);
  }

  @Example
  void aFileThatSomebodyRemovedIsNotMissed() throws IOException {
    Path directory = Files.createTempDirectory("taken");
    Path table = Files.createDirectories(directory.resolve("shop.orders"));
    CommitHistory history = new CommitHistory();
    history.add(new RunStart("a", null, 0));
    history.add(new FileCommit(new RunPoint("a", 5), uri(table.resolve("1.json")), 5, 1));

    assertThat(takeBack(table, OlderStart.REFUSE).to(new RunPoint("a", 4), history, "start"))
        .isEmpty();
    CommitLogProperties.delete(directory);
  }

  private interface Action {
    void run() throws IOException;
  }

  /** Lets only so many moves happen. */
  private void endAfter(int moves, Action action) throws IOException {
    movesLeft = moves;
    try {
      action.run();
    } catch (TooManyMoves ended) {
      // As a kill would.
    } finally {
      movesLeft = Integer.MAX_VALUE;
    }
  }

  private int movesLeft = Integer.MAX_VALUE;

  private static final class TooManyMoves extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private TakeBack takeBack(Path table, OlderStart olderStart) throws IOException {
    org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(table.toUri());
    SmallFiles files =
        new SmallFiles(path, retry) {
          @Override
          public void move(org.apache.flink.core.fs.Path from, org.apache.flink.core.fs.Path to)
              throws IOException {
            if (movesLeft-- <= 0) {
              throw new TooManyMoves();
            }
            super.move(from, to);
          }
        };
    return new TakeBack(new CommitPlaces(path), files, olderStart, paths -> {});
  }

  private static String uri(Path file) {
    return new org.apache.flink.core.fs.Path(file.toUri()).toString();
  }

  private static Set<String> visible(Path table) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> table.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
