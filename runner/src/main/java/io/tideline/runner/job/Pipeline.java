package io.tideline.runner.job;

import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import org.apache.flink.table.api.TableEnvironment;

/** Brings declarations of a folder into a table environment, in order. */
public final class Pipeline {

  private Pipeline() {}

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
