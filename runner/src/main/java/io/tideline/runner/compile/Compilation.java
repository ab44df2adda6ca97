package io.tideline.runner.compile;

import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.ScriptProblem;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.catalog.ObjectIdentifier;

/**
 * What became of a folder of SQL.
 *
 * @param problems what stands against running it
 * @param graphs the job; where there are problems, what can be compiled of it, in parts
 */
public record Compilation(
    List<DeclaredTable> tables,
    List<Route> routes,
    List<ScriptProblem> problems,
    List<CompiledGraph> graphs) {

  public Optional<DeclaredTable> table(ObjectIdentifier identifier) {
    return tables.stream().filter(table -> table.identifier().equals(identifier)).findFirst();
  }

  /** Whether some route writes into the table. */
  public boolean isWritten(DeclaredTable table) {
    return routes.stream().anyMatch(route -> route.target().equals(table.identifier()));
  }

  /** Whether some route reads the table. */
  public boolean isRead(DeclaredTable table) {
    return routes.stream().anyMatch(route -> route.sources().contains(table.identifier()));
  }

  /**
   * The job, which can be submitted as it is.
   *
   * @throws ScriptException with all problems
   */
  public CompiledGraph job() throws ScriptException {
    if (!problems.isEmpty()) {
      throw ScriptException.of(problems);
    }
    return graphs.get(0);
  }
}
