package io.tideline.runner.job;

import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.Script;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.Splitter;
import io.tideline.runner.script.Statement;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.api.TableEnvironment;

/**
 * {@code SET 'key' = 'value'} and {@code RESET 'key'}, which Flink's clients understand and its
 * table environment does not.
 */
final class SessionSetting {

  private SessionSetting() {}

  /**
   * @return whether the statement was a setting
   */
  static boolean apply(TableEnvironment tables, RenderedStatement rendered) throws ScriptException {
    Statement statement = rendered.statement();
    if (statement.startsWith("SET")) {
      List<String> strings = strings(rendered);
      if (strings.size() != 2) {
        throw statement.problem("write SET 'key' = 'value'");
      }
      tables.getConfig().set(strings.get(0), strings.get(1));
      return true;
    }
    if (statement.startsWith("RESET")) {
      List<String> strings = strings(rendered);
      if (strings.size() != 1) {
        throw statement.problem("write RESET 'key'");
      }
      tables
          .getConfig()
          .getConfiguration()
          .removeConfig(ConfigOptions.key(strings.get(0)).stringType().noDefaultValue());
      return true;
    }
    return false;
  }

  private static List<String> strings(RenderedStatement rendered) throws ScriptException {
    return Splitter.statements(new Script("", rendered.sql())).get(0).strings();
  }
}
