package io.tideline.runner.validation;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.DeclaredTable;
import io.tideline.runner.script.Statement;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** No two routes write files that can have the same name. */
final class FileNames implements Rule {

  private static final String CONNECTOR = "change-files";

  @Override
  public void check(ValidatedJob job, Remarks remarks) {
    Compilation compilation = job.compilation();
    Map<String, DeclaredTable> directories = new HashMap<>();
    Map<String, DeclaredTable> names = new HashMap<>();
    for (DeclaredTable table : compilation.tables()) {
      if (!table.connector().equals(CONNECTOR) || !compilation.isWritten(table)) {
        continue;
      }
      String of = table.options().getOrDefault("table", "");
      DeclaredTable same = directories.putIfAbsent(directory(table) + "/" + of, table);
      if (same != null) {
        remarks.mistake(
            problem(
                table,
                String.format(
                    "%s and %s both write the files of '%s' below %s",
                    same.name(), table.name(), of, table.options().get("path")),
                "give one another 'path' or another 'table'"));
        continue;
      }
      DeclaredTable alike =
          names.putIfAbsent(
              of.replaceFirst("\\.", "_") + " " + table.options().get("format"), table);
      if (alike != null) {
        remarks.warning(
            problem(
                table,
                String.format(
                    "files of '%s' and of '%s' can have the same names, in two directories",
                    alike.options().get("table"), of),
                "do not bring them together in one"));
      }
    }
  }

  private static io.tideline.runner.script.ScriptProblem problem(
      DeclaredTable table, String words, String mend) {
    Statement statement = table.statement().statement();
    return statement.problemAt(statement.findValue("table").orElse(statement.start()), words, mend);
  }

  /** Two ways of writing one directory are the same here. */
  private static String directory(DeclaredTable table) {
    String path = table.options().getOrDefault("path", "");
    if (path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") && !path.startsWith("file:")) {
      return path.replaceFirst("/+$", "");
    }
    String local = path.replaceFirst("^file:/*", "/");
    return Path.of(local).toAbsolutePath().normalize().toString();
  }
}
