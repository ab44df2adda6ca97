package io.tideline.runner.plan;

import io.tideline.runner.compile.Route;
import io.tideline.runner.plan.StateComparison.Gone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job's plan for programs. */
public final class PlanJson {

  private PlanJson() {}

  /**
   * @param comparison empty where there is no state yet
   */
  public static Map<String, Object> of(
      String job,
      List<PlannedOperator> operators,
      List<Route> routes,
      Optional<StateComparison> comparison) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("job", job);
    plan.put("operators", operators.stream().map(PlanJson::operator).toList());
    plan.put("routes", routes.stream().map(PlanJson::route).toList());
    plan.put("state", comparison.map(PlanJson::state).orElse(null));
    return plan;
  }

  /** The job that runs, and what becomes of its routes. */
  public static Map<String, Object> running(RunningView running) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("address", running.address());
    object.put("id", running.id());
    object.put("state", running.state());
    object.put("newRoutes", running.routes().map(RouteChanges::added).orElse(null));
    object.put("changedRoutes", running.routes().map(RouteChanges::changed).orElse(null));
    object.put("removedRoutes", running.routes().map(RouteChanges::removed).orElse(null));
    return object;
  }

  private static Map<String, Object> operator(PlannedOperator operator) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", operator.id());
    object.put("uid", operator.uid().orElse(null));
    object.put("name", operator.name());
    object.put("kind", operator.kind().name().toLowerCase(java.util.Locale.ROOT));
    object.put("parallelism", operator.parallelism());
    object.put("stateful", operator.stateful());
    object.put("routes", operator.routes());
    return object;
  }

  private static Map<String, Object> route(Route route) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("target", route.name());
    object.put(
        "sources",
        route.sources().stream()
            .map(table -> table.getDatabaseName() + "." + table.getObjectName())
            .toList());
    object.put("place", route.statement().statement().place().toString());
    return object;
  }

  private static Map<String, Object> state(StateComparison comparison) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("path", comparison.saved().path());
    object.put("checkpoint", comparison.saved().checkpoint());
    object.put("restores", comparison.restores());
    object.put("ignoresUnclaimed", comparison.ignoresUnclaimed());
    object.put("kept", names(comparison.kept()));
    object.put("new", names(comparison.added()));
    object.put("removed", comparison.removed().stream().map(PlanJson::gone).toList());
    object.put("lost", comparison.lost().stream().map(PlanJson::gone).toList());
    object.put("conflicts", comparison.conflicts());
    return object;
  }

  private static List<String> names(List<PlannedOperator> operators) {
    return operators.stream().map(PlannedOperator::shownName).toList();
  }

  private static Map<String, Object> gone(Gone gone) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", gone.saved().id());
    object.put("name", gone.name());
    object.put("route", gone.route().orElse(null));
    object.put("bytes", gone.saved().bytes());
    return object;
  }
}
