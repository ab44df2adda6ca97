package io.tideline.runner.sql;

import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a SQL session begins with: all declarations of the pipeline, and none of its jobs. */
final class InitScript {

  private static final String DATABASE = "files";

  private InitScript() {}

  /** The declarations: INSERTs and settings belong to a job and are left out. */
  static List<RenderedStatement> declarations(List<RenderedStatement> statements) {
    return statements.stream().filter(rendered -> isDeclaration(rendered.statement())).toList();
  }

  /** The declarations and the settings with which a query is answered at once, as a table. */
  static String text(List<RenderedStatement> statements) {
    List<String> lines = new ArrayList<>();
    declarations(statements).forEach(rendered -> lines.add(rendered.sql()));
    lines.add("SET 'execution.target' = 'local'");
    lines.add("SET 'execution.attached' = 'true'");
    lines.add("SET 'execution.runtime-mode' = 'batch'");
    lines.add("SET 'sql-client.execution.result-mode' = 'tableau'");
    lines.add("SET 'table.local-time-zone' = 'UTC'");
    if (hasFiles(statements)) {
      lines.add("USE " + DATABASE);
    }
    return String.join("\n;\n", lines) + "\n;\n";
  }

  /** Whether the delivered files are there to be asked for by their bare names. */
  static boolean hasFiles(List<RenderedStatement> statements) {
    return statements.stream()
        .map(RenderedStatement::statement)
        .anyMatch(
            statement ->
                statement.startsWith("CREATE", "DATABASE", DATABASE)
                    || statement.startsWith("CREATE", "DATABASE", "IF", "NOT", "EXISTS", DATABASE));
  }

  private static boolean isDeclaration(Statement statement) {
    return !statement.startsWith("INSERT")
        && !statement.startsWith("SET")
        && !statement.startsWith("RESET");
  }
}
