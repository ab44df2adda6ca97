package io.tideline.runner.sql;

import io.tideline.runner.job.Pipeline;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.Statement;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.config.TableConfigOptions;

/**
 * Runs the statements of a file or of standard input, one after the other, on a cluster in this
 * process, and prints their results. In batch mode, unless one sets another. Stops at the first
 * that fails, which Flink's own client would not let its caller know.
 */
public final class SqlScript {

  private static final String MODE = "execution.runtime-mode";

  private final TableEnvironment tables;
  private final List<RenderedStatement> script;

  /**
   * @param pipeline the statements of all folders
   * @param script the statements to run
   * @throws ScriptException when a declaration of the pipeline is refused, or a mode of the script
   */
  public SqlScript(List<RenderedStatement> pipeline, List<RenderedStatement> script)
      throws ScriptException {
    this.script = script;
    this.tables =
        TableEnvironment.create(
            isStreaming(script)
                ? EnvironmentSettings.inStreamingMode()
                : EnvironmentSettings.inBatchMode());
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
  public void run() throws ScriptException {
    for (RenderedStatement rendered : script) {
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

  /** A table environment has one mode for all its life, so a script has one too. */
  private static boolean isStreaming(List<RenderedStatement> script) throws ScriptException {
    String mode = null;
    for (RenderedStatement rendered : script) {
      List<String> setting = rendered.statement().strings();
      if (!rendered.statement().startsWith("SET")
          || setting.size() != 2
          || !setting.get(0).equals(MODE)) {
        continue;
      }
      String wanted = setting.get(1).toLowerCase(Locale.ROOT);
      if (!wanted.equals("batch") && !wanted.equals("streaming")) {
        throw rendered.statement().problem("write batch or streaming, not " + setting.get(1));
      }
      if (mode != null && !mode.equals(wanted)) {
        throw rendered.statement().problem("a script has one mode; make another script");
      }
      mode = wanted;
    }
    return "streaming".equals(mode);
  }

  private void print(RenderedStatement rendered) throws ScriptException {
    try {
      tables.executeSql(rendered.sql()).print();
    } catch (RuntimeException e) {
      throw rendered.explain(e);
    }
  }
}
