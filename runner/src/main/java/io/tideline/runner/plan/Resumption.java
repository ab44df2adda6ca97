package io.tideline.runner.plan;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.Route;
import io.tideline.runner.script.ScriptException;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;

/**
 * How a compiled job goes on from a checkpoint or savepoint, for whoever starts it.
 *
 * <pre>{@code
 * Resumption resumption = Resumption.of(compiled, stateDirectory);
 * resumption.from(path, flink, route -> false); // refuses a loss of state, or sets what Flink needs
 * resumption.remember(); // so that a later start can name what is gone
 * }</pre>
 */
public final class Resumption {

  private final List<PlannedOperator> operators;
  private final List<Route> routes;
  private final OperatorNames names;

  private Resumption(List<PlannedOperator> operators, List<Route> routes, OperatorNames names) {
    this.operators = operators;
    this.routes = routes;
    this.names = names;
  }

  /**
   * @param stateDirectory of the job, a URI
   * @throws ScriptException when the job does not compile
   */
  public static Resumption of(Compilation compiled, String stateDirectory)
      throws IOException, ScriptException {
    return new Resumption(
        PlannedOperators.of(compiled.job(), compiled.routes()).all(),
        compiled.routes(),
        OperatorNames.in(stateDirectory));
  }

  public List<PlannedOperator> operators() {
    return operators;
  }

  /**
   * @param path of a checkpoint or savepoint
   */
  public StateComparison compare(String path) throws IOException {
    return compare(SavedState.read(path));
  }

  public StateComparison compare(SavedState saved) {
    return new StateComparison(
        operators, routes.stream().map(Route::name).collect(Collectors.toSet()), saved, names);
  }

  /**
   * Has a job start from there.
   *
   * @param flink receives the path, and whether state without a place is let go
   * @param letsGo whether what this removed route kept may be let go, because it was finished or
   *     somebody named it
   * @throws StateLossException when other state would be lost
   */
  public void from(String path, Configuration flink, Predicate<String> letsGo)
      throws IOException, StateLossException {
    StateComparison comparison = compare(path);
    comparison.refuseLoss();
    comparison.refuseRemoval(letsGo);
    flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path);
    flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, comparison.ignoresUnclaimed());
  }

  /** Writes down the names of the operators; to be called before the job starts. */
  public void remember() throws IOException {
    names.remember(operators);
  }
}
