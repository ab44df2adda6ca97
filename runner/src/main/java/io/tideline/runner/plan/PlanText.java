package io.tideline.runner.plan;

import io.tideline.runner.compile.Route;
import io.tideline.runner.plan.PlannedOperator.Kind;
import io.tideline.runner.plan.StateComparison.Gone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.flink.table.catalog.ObjectIdentifier;

/** A job's plan in words. */
public final class PlanText {

  private final String job;
  private final List<PlannedOperator> operators;
  private final List<Route> routes;
  private final List<String> lines = new ArrayList<>();

  public PlanText(String job, List<PlannedOperator> operators, List<Route> routes) {
    this.job = job;
    this.operators = operators;
    this.routes = routes;
  }

  /**
   * @param running empty where no cluster runs the job
   * @param comparison empty where there is no state yet
   */
  public List<String> lines(Optional<RunningView> running, Optional<StateComparison> comparison) {
    lines.add(String.format("job %s: %s", job, count(routes.size(), "route")));
    section("sources", operators.stream().filter(o -> o.kind() == Kind.SOURCE).toList());
    section(
        "between them, with state",
        operators.stream()
            .filter(o -> o.stateful() && (o.kind() == Kind.KEYED || o.kind() == Kind.INNER))
            .toList());
    routes();
    lines.add("");
    running.ifPresent(this::running);
    comparison.ifPresentOrElse(
        this::state,
        () ->
            lines.add(
                running.isPresent()
                    ? "it has no checkpoint yet, and what it keeps is not known; 'tideline restart' looks first"
                    : "no checkpoint yet: the job begins without state"));
    return lines;
  }

  private void running(RunningView running) {
    lines.add(
        "against job %s (%s) on %s".formatted(running.id(), running.state(), running.address()));
    if (running.routes().isEmpty()) {
      lines.add("  what its routes are is not known: it was not started on this state directory");
      return;
    }
    RouteChanges changes = running.routes().get();
    changes.added().forEach(route -> lines.add("  new      the route into " + route));
    changes
        .changed()
        .forEach((route, what) -> lines.add("  changed  the route into " + route + ": " + what));
    changes.removed().forEach(route -> lines.add("  removed  the route into " + route));
    if (changes.isEmpty()) {
      lines.add("  no route is new, changed or removed");
    }
  }

  private void section(String title, List<PlannedOperator> members) {
    if (members.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title);
    int width = width(members, operator -> operator.shownName().length());
    for (PlannedOperator operator : members) {
      lines.add(
          String.format(
              "  %-" + width + "s  parallelism %d%s",
              operator.shownName(),
              operator.parallelism(),
              operator.uid().isEmpty() && operator.stateful()
                  ? ", state under no lasting name"
                  : ""));
    }
  }

  private void routes() {
    lines.add("");
    lines.add("routes");
    int width = width(routes, route -> route.name().length());
    for (Route route : routes) {
      int parallelism =
          operators.stream()
              .filter(operator -> operator.kind() == Kind.SINK)
              .filter(operator -> operator.onlyRoute().filter(route.name()::equals).isPresent())
              .mapToInt(PlannedOperator::parallelism)
              .max()
              .orElse(0);
      lines.add(
          String.format(
              "  %-" + width + "s  <- %s%s  (%s)",
              route.name(),
              route.sources().stream().map(PlanText::name).collect(Collectors.joining(", ")),
              parallelism == 0 ? "" : ", parallelism " + parallelism,
              route.statement().statement().place()));
    }
  }

  private void state(StateComparison comparison) {
    lines.add(
        comparison.saved().checkpoint() == 0
            ? "against what it may keep; it has no checkpoint yet"
            : String.format(
                "against %s (checkpoint %d)",
                comparison.saved().path(), comparison.saved().checkpoint()));
    lines.add("  kept     " + count(comparison.kept().size(), "operator"));
    comparison.added().forEach(operator -> lines.add("  new      " + operator.shownName()));
    for (Gone gone : comparison.removed()) {
      lines.add(
          String.format(
              "  removed  %s, %d bytes, with the route into %s",
              gone.name(), gone.saved().bytes(), gone.route().orElseThrow()));
    }
    for (Gone gone : comparison.lost()) {
      lines.add(
          String.format(
              "  lost     %s, %d bytes%s",
              gone.name(), gone.saved().bytes(), StateLossException.reason(gone)));
    }
    comparison.conflicts().forEach(conflict -> lines.add("  refused  " + conflict));
    lines.add(verdict(comparison));
  }

  /** Whether the state restores, in a sentence. */
  static String verdict(StateComparison comparison) {
    if (!comparison.restores()) {
      return "the state does not restore; nothing starts from there with these scripts";
    }
    if (comparison.ignoresUnclaimed()) {
      return "the state restores but for that of the removed routes: 'tideline restart' finishes"
          + " their files and lets it go, 'start --drop-state "
          + String.join(",", comparison.removedRoutes())
          + "' loses what is open";
    }
    return "the state restores, all of it";
  }

  private static String name(ObjectIdentifier table) {
    return table.getDatabaseName() + "." + table.getObjectName();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static <T> int width(Collection<T> of, ToIntFunction<T> length) {
    return Math.max(1, of.stream().mapToInt(length).max().orElse(1));
  }
}
