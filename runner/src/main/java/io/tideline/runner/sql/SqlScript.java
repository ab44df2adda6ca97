package io.tideline.runner.sql;

import io.tideline.runner.job.Pipeline;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.Statement;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.config.TableConfigOptions;

/**
 * Runs the statements of a file or of standard input, one after the other, in batch mode on a
 * cluster in this process, and prints their results. Stops at the first that fails, which Flink's
 * own client would not let its caller know.
 */
public final class SqlScript {

  private final TableEnvironment tables =
      TableEnvironment.create(EnvironmentSettings.newInstance().inBatchMode().build());

  /**
   * @param pipeline the statements of all folders
   * @throws ScriptException when a declaration among them is refused
   */
  public SqlScript(List<RenderedStatement> pipeline) throws ScriptException {
    for (RenderedStatement declaration : InitScript.declarations(pipeline)) {
      Pipeline.declare(tables, declaration);
    }
    tables.getConfig().set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
    tables.getConfig().set(TableConfigOptions.TABLE_DML_SYNC, true);
    if (InitScript.hasFiles(pipeline)) {
      tables.executeSql("USE files");
    }
  }

  /**
   * @throws ScriptException when a statement fails, at its place
   */
  public void run(List<RenderedStatement> statements) throws ScriptException {
    for (RenderedStatement rendered : statements) {
      Statement statement = rendered.statement();
      if (statement.startsWith("QUIT") || statement.startsWith("EXIT")) {
        return;
      }
      if (statement.startsWith("SET") || statement.startsWith("RESET")) {
        Pipeline.declare(tables, rendered);
      } else {
        print(rendered);
      }
    }
  }

  private void print(RenderedStatement rendered) throws ScriptException {
    try {
      tables.executeSql(rendered.sql()).print();
    } catch (RuntimeException e) {
      throw rendered.explain(e);
    }
  }
}
