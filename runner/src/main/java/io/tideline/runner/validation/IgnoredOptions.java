package io.tideline.runner.validation;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.DeclaredTable;
import io.tideline.runner.script.Statement;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.spi.ToolProvider;

/** Options that a table has and its connector does nothing with; the connectors' own tool knows. */
final class IgnoredOptions implements Rule {

  static final String TOOL = "tideline-options";

  @Override
  public void check(ValidatedJob job, Remarks remarks) {
    Optional<ToolProvider> tool = ToolProvider.findFirst(TOOL);
    if (tool.isEmpty()) {
      return;
    }
    Compilation compilation = job.compilation();
    for (DeclaredTable table : compilation.tables()) {
      if (compilation.isWritten(table)) {
        check(tool.get(), "sink", table, compilation, remarks);
      } else if (compilation.isRead(table)) {
        check(tool.get(), "source", table, compilation, remarks);
      }
    }
  }

  private static void check(
      ToolProvider tool,
      String role,
      DeclaredTable table,
      Compilation compilation,
      Remarks remarks) {
    List<String> arguments = new ArrayList<>(List.of(role));
    new TreeMap<>(table.options()).forEach((key, value) -> arguments.add(key + "=" + value));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        tool.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException(TOOL + " failed: " + err);
    }
    for (String line : out.toString().lines().toList()) {
      String key = line.substring(0, line.indexOf('\t'));
      Statement statement = declaring(key, table, compilation);
      remarks.warning(
          statement.problemAt(
              statement.findString(key).orElse(statement.start()),
              "'" + key + "' has no effect",
              line.substring(line.indexOf('\t') + 1)));
    }
  }

  /** The statement that has the option: a table may have it from another that it is LIKE. */
  private static Statement declaring(String key, DeclaredTable table, Compilation compilation) {
    Statement own = table.statement().statement();
    if (own.findString(key).isPresent()) {
      return own;
    }
    return compilation.tables().stream()
        .filter(other -> table.options().get(key).equals(other.options().get(key)))
        .map(other -> other.statement().statement())
        .filter(statement -> statement.findString(key).isPresent())
        .findFirst()
        .orElse(own);
  }
}
