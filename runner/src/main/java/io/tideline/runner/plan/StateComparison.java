package io.tideline.runner.plan;

import io.tideline.runner.plan.OperatorNames.KnownOperator;
import io.tideline.runner.plan.SavedState.SavedOperator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A compiled job against the state that it would start from: what goes on, what begins anew, and
 * what has no place any more. Flink finds an operator's state by its id, which is made of its uid.
 */
public final class StateComparison {

  /** An operator that has state and is not in the job. */
  public record Gone(SavedOperator saved, Optional<KnownOperator> known) {

    /** What it was called, or else its id. */
    public String name() {
      return known.map(KnownOperator::name).orElse(saved.id());
    }

    /** The route that it made up. */
    public Optional<String> route() {
      return known.flatMap(KnownOperator::ownRoute);
    }
  }

  private final SavedState saved;
  private final List<PlannedOperator> kept = new ArrayList<>();
  private final List<PlannedOperator> added = new ArrayList<>();
  private final List<Gone> removed = new ArrayList<>();
  private final List<Gone> lost = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();

  /**
   * @param planned the operators of the job
   * @param routes the names of the job's routes
   * @param names of the operators that ran before
   */
  public StateComparison(
      Collection<PlannedOperator> planned,
      Set<String> routes,
      SavedState saved,
      OperatorNames names) {
    this.saved = saved;
    for (PlannedOperator operator : planned) {
      SavedOperator state = saved.operators().get(operator.id());
      if (state != null) {
        kept.add(operator);
        checkParallelism(operator, state);
      } else if (operator.stateful()) {
        added.add(operator);
      }
    }
    Set<String> ids = planned.stream().map(PlannedOperator::id).collect(Collectors.toSet());
    for (SavedOperator state : saved.operators().values()) {
      if (!ids.contains(state.id())) {
        Gone gone = new Gone(state, names.find(state.id()));
        boolean ofRemovedRoute = gone.route().filter(route -> !routes.contains(route)).isPresent();
        (ofRemovedRoute ? removed : lost).add(gone);
      }
    }
  }

  private void checkParallelism(PlannedOperator operator, SavedOperator state) {
    if (operator.parallelism() > state.maxParallelism()) {
      conflicts.add(
          String.format(
              "%s cannot run %d times: its state is in %d parts",
              operator.shownName(), operator.parallelism(), state.maxParallelism()));
    }
  }

  public SavedState saved() {
    return saved;
  }

  /** Goes on with its state. */
  public List<PlannedOperator> kept() {
    return kept;
  }

  /** May keep state and begins without. */
  public List<PlannedOperator> added() {
    return added;
  }

  /** Belonged to routes that are gone, and to nothing else. */
  public List<Gone> removed() {
    return removed;
  }

  /** Has state that is nobody's any more, though no route's removal says so. */
  public List<Gone> lost() {
    return lost;
  }

  /** Why the state cannot be taken over although all of it has a place. */
  public List<String> conflicts() {
    return conflicts;
  }

  public boolean restores() {
    return lost.isEmpty() && conflicts.isEmpty();
  }

  /**
   * Whether Flink must be told to let go what has no place: only when that is exactly what the
   * removed routes kept.
   */
  public boolean ignoresUnclaimed() {
    return restores() && !removed.isEmpty();
  }

  /** The removed routes, by name. */
  public Set<String> removedRoutes() {
    return removed.stream()
        .flatMap(gone -> gone.route().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * @param letsGo whether what this removed route kept may be let go
   * @throws StateLossException naming the removed routes that may not, if there are any
   */
  public void refuseRemoval(Predicate<String> letsGo) throws StateLossException {
    Set<String> kept = removedRoutes();
    kept.removeIf(letsGo);
    if (!kept.isEmpty()) {
      throw StateLossException.ofRemovedRoutes(saved.path(), kept);
    }
  }

  /**
   * @throws StateLossException naming all that would be lost, or stands against the start
   */
  public void refuseLoss() throws StateLossException {
    if (!restores()) {
      throw StateLossException.of(this);
    }
  }
}
