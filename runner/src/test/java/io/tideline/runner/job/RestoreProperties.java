package io.tideline.runner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.runner.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** From what a job goes on, over checkpoints and savepoints as Flink writes them, some damaged. */
class RestoreProperties {

  /** P14: whatever else is in the directory, it is the newest of those that were completed. */
  @Property(tries = 150)
  void aJobGoesOnFromTheNewestCompletedPoint(@ForAll("points") List<Made> points) throws Exception {
    try (StateDirectory state = new StateDirectory()) {
      for (Made made : points) {
        state.make(made.with(Damage.NONE, made.damage() == Damage.INCOMPLETE));
      }

      Optional<RestorePoint> chosen = choose(state, false, new ArrayList<>());

      assertThat(chosen.map(RestorePoint::path))
          .isEqualTo(newest(state, points, made -> made.damage() != Damage.INCOMPLETE));
    }
  }

  /**
   * P14: a job whose repetitions do no harm takes the newest that is whole, and says what is not.
   */
  @Property(tries = 150)
  void aDamagedPointIsPassedOverAndNamed(@ForAll("points") List<Made> points) throws Exception {
    try (StateDirectory state = new StateDirectory()) {
      for (Made made : points) {
        state.make(made);
      }
      Optional<String> expected = newest(state, points, made -> made.damage() == Damage.NONE);
      List<String> said = new ArrayList<>();
      if (expected.isEmpty() && points.stream().anyMatch(Made::isCompleted)) {
        assertThatThrownBy(() -> choose(state, true, said))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("--fresh");
        return;
      }

      assertThat(choose(state, true, said).map(RestorePoint::path)).isEqualTo(expected);

      assertThat(said).allMatch(line -> line.contains("is damaged: "));
      assertThat(said)
          .hasSize(
              (int)
                  points.stream()
                      .filter(Made::isCompleted)
                      .filter(made -> made.damage() != Damage.NONE)
                      .filter(made -> isNewerThan(state, made, points, expected))
                      .count());
    }
  }

  /** P14: a job that writes files is never taken back behind what they may hold. */
  @Property(tries = 150)
  void aJobThatWritesFilesIsRefusedWhenTheNewestPointIsDamaged(@ForAll("points") List<Made> points)
      throws Exception {
    try (StateDirectory state = new StateDirectory()) {
      for (Made made : points) {
        state.make(made);
      }
      Optional<Made> newest =
          points.stream().filter(Made::isCompleted).max(Comparator.comparing(Made::second));
      if (newest.isPresent() && newest.get().damage() != Damage.NONE) {
        assertThatThrownBy(() -> choose(state, false, new ArrayList<>()))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining(newest.get().directory())
            .hasMessageContaining("--from");
      } else {
        assertThat(choose(state, false, new ArrayList<>()).map(RestorePoint::path))
            .isEqualTo(newest.map(state::path));
      }
    }
  }

  /** P15: a point is what its storage holds; with any file of it gone or cut it is none. */
  @Property(tries = 100)
  void aPointIsWholeOnlyWithAllItsFiles(
      @ForAll("whole") Made made, @ForAll int file, @ForAll boolean cut) throws Exception {
    try (StateDirectory state = new StateDirectory()) {
      state.make(made);
      RestorePoint point = RestorePoints.at(state.path(made));
      assertThat(StateFiles.fault(point)).isEmpty();
      List<Path> files = state.files(made);
      Path lost = files.get(Math.floorMod(file, files.size()));

      if (cut) {
        Files.write(lost, java.util.Arrays.copyOf(Files.readAllBytes(lost), 3));
      } else {
        Files.delete(lost);
      }

      assertThat(StateFiles.fault(point)).isPresent();
    }
  }

  /** P17: the newest of all runs stay, what is older goes with its run, savepoints stay. */
  @Property(tries = 150)
  void theNewestCheckpointsOfAllRunsStay(
      @ForAll("points") List<Made> points, @ForAll("retained") int retained) throws Exception {
    try (StateDirectory state = new StateDirectory()) {
      for (Made made : points) {
        state.make(made);
      }
      List<Made> checkpoints =
          points.stream()
              .filter(made -> made.isCompleted() && !made.isSavepoint())
              .sorted(Comparator.comparing(Made::second).reversed())
              .toList();
      List<String> runsKept =
          checkpoints.stream().limit(retained).map(Made::run).distinct().toList();

      new EarlierRuns(state.uri(), retained).remove();

      for (Made made : points) {
        boolean stays =
            made.isSavepoint()
                || runsKept.contains(made.run())
                || checkpoints.stream().noneMatch(one -> one.run().equals(made.run()));
        assertThat(Files.exists(state.directory(made))).as(made.toString()).isEqualTo(stays);
      }
    }
  }

  private static Optional<RestorePoint> choose(
      StateDirectory state, boolean mayRepeat, List<String> said)
      throws IOException, RefusedException {
    return new RestoreChoice(mayRepeat).choose(RestorePoints.in(state.uri()), said::add);
  }

  private static Optional<String> newest(
      StateDirectory state, List<Made> points, java.util.function.Predicate<Made> counts) {
    return points.stream().filter(counts).max(Comparator.comparing(Made::second)).map(state::path);
  }

  private static boolean isNewerThan(
      StateDirectory state, Made made, List<Made> points, Optional<String> chosen) {
    return points.stream()
        .filter(point -> state.path(point).equals(chosen.orElse("")))
        .allMatch(point -> made.second() > point.second());
  }

  @Provide
  Arbitrary<Integer> retained() {
    return Arbitraries.integers().between(1, 4);
  }

  @Provide
  Arbitrary<Made> whole() {
    return made().map(made -> made.with(Damage.NONE, false));
  }

  /** Of a few runs; no two at one second, as the order of their completion is what counts. */
  @Provide
  Arbitrary<List<Made>> points() {
    return made()
        .list()
        .ofMinSize(0)
        .ofMaxSize(8)
        .uniqueElements(Made::second)
        .uniqueElements(Made::directory);
  }

  private static Arbitrary<Made> made() {
    return Combinators.combine(
            Arbitraries.of("aaaa", "bbbb", "cccc"),
            Arbitraries.integers().between(1, 40),
            Arbitraries.of(true, false, false),
            Arbitraries.integers().between(1, 1_000),
            Arbitraries.of(Damage.values()))
        .as(Made::new);
  }

  /** What may be wrong with a point. */
  enum Damage {
    NONE,
    /** It has no metadata: it was not completed. */
    INCOMPLETE,
    METADATA_CUT,
    METADATA_EMPTY,
    FILE_MISSING
  }

  /** A point to make. */
  record Made(String run, int number, boolean isSavepoint, int second, Damage damage) {

    Made with(Damage other, boolean incomplete) {
      return new Made(run, number, isSavepoint, second, incomplete ? Damage.INCOMPLETE : other);
    }

    boolean isCompleted() {
      return damage != Damage.INCOMPLETE;
    }

    String directory() {
      return isSavepoint ? "savepoints/savepoint-" + run + "-" + number : run + "/chk-" + number;
    }
  }
}
