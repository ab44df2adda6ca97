package io.tideline.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.runner.plan.PlannedOperator.Kind;
import io.tideline.runner.plan.SavedState.SavedOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.flink.util.FileUtils;

/** Whether a changed set of routes may start from a state: decided by what it would lose. */
class StateComparisonProperties {

  private Path directory;

  @BeforeTry
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("state");
  }

  @AfterTry
  void removeDirectory() throws IOException {
    FileUtils.deleteDirectory(directory.toFile());
  }

  @Property
  void whatRemovedRoutesKeptIsLetGoAndNothingElse(
      @ForAll("routes") Set<String> before, @ForAll("routes") Set<String> after)
      throws IOException {
    StateComparison comparison = compare(job("main", before, 2), job("main", after, 2), after, 2);

    Set<String> removed = new TreeSet<>(before);
    removed.removeAll(after);
    Set<String> added = new TreeSet<>(after);
    added.removeAll(before);
    assertThat(comparison.restores()).isTrue();
    assertThat(comparison.ignoresUnclaimed()).isEqualTo(!removed.isEmpty());
    assertThat(comparison.removed())
        .extracting(gone -> gone.route().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(removed);
    assertThat(comparison.added())
        .extracting(PlannedOperator::shownName)
        .containsExactlyInAnyOrderElementsOf(added.stream().map(r -> "files-" + r).toList());
    assertThat(comparison.lost()).isEmpty();
  }

  @Property
  void aStreamThatIsCalledOtherwiseLosesItsStateAndIsRefusedByName(
      @ForAll("routes") Set<String> before, @ForAll("routes") Set<String> after)
      throws IOException {
    StateComparison comparison = compare(job("main", before, 2), job("other", after, 2), after, 2);

    assertThat(comparison.restores()).isFalse();
    assertThat(comparison.ignoresUnclaimed()).isFalse();
    assertThat(comparison.lost()).extracting(StateComparison.Gone::name).contains("gate-main");
    assertThatThrownBy(comparison::refuseLoss)
        .isInstanceOf(StateLossException.class)
        .hasMessageContaining("the state of gate-main would be lost");
  }

  @Property
  void anOperatorThatNobodyKnowsIsNeverLetGo(@ForAll("routes") Set<String> routes)
      throws IOException {
    SavedState saved = saved(job("main", routes, 2), 2);
    Map<String, SavedOperator> more = new LinkedHashMap<>(saved.operators());
    more.put("feed", new SavedOperator("feed", 1, 128, 7));

    StateComparison comparison =
        new StateComparison(
            job("main", Set.of(), 2),
            Set.of(),
            new SavedState(saved.path(), 1, more),
            OperatorNames.in(directory.toUri().toString()));

    // Their names were never written down.
    assertThat(comparison.removed()).isEmpty();
    assertThat(comparison.lost()).hasSize(routes.size() + 1);
    assertThat(comparison.restores()).isFalse();
  }

  @Property
  void moreInstancesThanTheStateHasPartsAreRefused(
      @ForAll("routes") Set<String> routes, @ForAll("parallelism") int parallelism)
      throws IOException {
    StateComparison comparison =
        compare(job("main", routes, 2), job("main", routes, parallelism), routes, 128);

    assertThat(comparison.restores()).isEqualTo(parallelism <= 128);
  }

  @Example
  void whatRunsAgainUnderMoreRoutesIsNoRoutesOwnAnyMore() throws IOException {
    OperatorNames names = OperatorNames.in(directory.toUri().toString());
    names.remember(List.of(operator("sink", Kind.SINK, Set.of("a"), 1)));
    names.remember(List.of(operator("sink", Kind.SINK, Set.of("b"), 1)));

    OperatorNames read = OperatorNames.in(directory.toUri().toString());

    assertThat(read.find("id-sink").orElseThrow().routes()).containsExactly("a", "b");
    assertThat(read.find("id-sink").orElseThrow().ownRoute()).isEmpty();
  }

  @Provide
  Arbitrary<Set<String>> routes() {
    return Arbitraries.of("files.a", "files.b", "files.c", "files.d").set().ofMaxSize(4);
  }

  @Provide
  Arbitrary<Integer> parallelism() {
    return Arbitraries.integers().between(1, 256);
  }

  private StateComparison compare(
      List<PlannedOperator> before, List<PlannedOperator> after, Set<String> routes, int parts)
      throws IOException {
    String state = directory.toUri().toString();
    OperatorNames.in(state).remember(before);
    return new StateComparison(after, routes, saved(before, parts), OperatorNames.in(state));
  }

  private static SavedState saved(List<PlannedOperator> operators, int parts) {
    Map<String, SavedOperator> saved = new LinkedHashMap<>();
    for (PlannedOperator operator : operators) {
      saved.put(operator.id(), new SavedOperator(operator.id(), 1, Math.max(parts, 2), 100));
    }
    return new SavedState("/state/chk-1", 1, saved);
  }

  /** A gate and a sink a route. */
  private static List<PlannedOperator> job(String stream, Set<String> routes, int parallelism) {
    List<PlannedOperator> operators = new ArrayList<>();
    operators.add(operator("gate-" + stream, Kind.KEYED, new HashSet<>(routes), parallelism));
    for (String route : routes) {
      operators.add(operator("files-" + route, Kind.SINK, Set.of(route), parallelism));
    }
    return operators;
  }

  private static PlannedOperator operator(
      String uid, Kind kind, Set<String> routes, int parallelism) {
    return new PlannedOperator("id-" + uid, Optional.of(uid), uid, parallelism, kind, true, routes);
  }
}
