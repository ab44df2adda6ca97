package io.tideline.runner.job;

import io.tideline.runner.script.Refusal;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.ScriptProblem;
import io.tideline.runner.script.Statement;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;

/**
 * Brings the statements of a folder into a table environment: declarations and settings take effect
 * in order, all INSERTs become one statement set, in order.
 */
public final class Pipeline {

  private final TableEnvironment tables;
  private final StatementSet inserts;
  private int insertCount;

  public Pipeline(TableEnvironment tables) {
    this.tables = tables;
    this.inserts = tables.createStatementSet();
  }

  /**
   * Loads the statements without starting anything.
   *
   * @return the statement set of all INSERTs
   * @throws ScriptException when Flink refuses one, at its place in the user's file; or when there
   *     is no INSERT
   */
  public StatementSet load(List<RenderedStatement> statements) throws ScriptException {
    for (RenderedStatement statement : statements) {
      load(statement);
    }
    if (insertCount == 0) {
      throw new ScriptException(
          List.of("the folder has no INSERT INTO, so there is nothing to run"));
    }
    return inserts;
  }

  private void load(RenderedStatement rendered) throws ScriptException {
    Statement statement = rendered.statement();
    Optional<ScriptProblem> refusal = Refusal.of(statement);
    if (refusal.isPresent()) {
      throw ScriptException.of(List.of(refusal.get()));
    }
    if (!statement.startsWith("INSERT")) {
      declare(tables, rendered);
      return;
    }
    try {
      inserts.addInsertSql(rendered.sql());
      insertCount++;
    } catch (RuntimeException e) {
      throw rendered.explain(e);
    }
  }

  /** Executes a declaration, {@code SET} or {@code RESET}. */
  public static void declare(TableEnvironment tables, RenderedStatement rendered)
      throws ScriptException {
    try {
      if (!SessionSetting.apply(tables, rendered) && !SharedView.apply(tables, rendered)) {
        tables.executeSql(rendered.sql());
      }
    } catch (RuntimeException e) {
      throw rendered.explain(e);
    }
  }
}
