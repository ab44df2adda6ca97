package io.tideline.runner.validation;

import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.api.config.OptimizerConfigOptions;

/** Two of the planner's options keep the tables of a stream from sharing their source and gate. */
final class ReuseOptions {

  private static final Set<String> OPTIONS =
      Set.of(
          OptimizerConfigOptions.TABLE_OPTIMIZER_REUSE_SOURCE_ENABLED.key(),
          OptimizerConfigOptions.TABLE_OPTIMIZER_REUSE_SUB_PLAN_ENABLED.key());

  private ReuseOptions() {}

  /** The statements without those that take the tables apart, which are mistakes. */
  static List<RenderedStatement> without(List<RenderedStatement> statements, Remarks remarks) {
    List<RenderedStatement> others = new ArrayList<>();
    for (RenderedStatement rendered : statements) {
      Statement statement = rendered.statement();
      List<String> strings = statement.strings();
      if (statement.startsWith("SET")
          && strings.size() == 2
          && OPTIONS.contains(strings.get(0))
          && strings.get(1).equalsIgnoreCase("false")) {
        remarks.mistake(
            statement.problemAt(
                statement.start(),
                "'"
                    + strings.get(0)
                    + "' = 'false' would have each INSERT read the topic for itself",
                "remove this SET"));
      } else {
        others.add(rendered);
      }
    }
    return others;
  }
}
