package io.tideline.runner.validation;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.DeclaredTable;
import io.tideline.runner.script.Name;
import io.tideline.runner.script.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tables that no INSERT names and no other table is LIKE: hardly meant. */
final class UnusedTables implements Rule {

  @Override
  public void check(ValidatedJob job, Remarks remarks) {
    Compilation compilation = job.compilation();
    Set<String> templates = templates(compilation.tables());
    for (DeclaredTable table : compilation.tables()) {
      if (compilation.isRead(table)
          || compilation.isWritten(table)
          || templates.contains(table.identifier().getObjectName())) {
        continue;
      }
      Statement statement = table.statement().statement();
      remarks.warning(
          statement.problemAt(
              statement.start(), "no INSERT names the table " + table.name(), mend(table)));
    }
  }

  private static String mend(DeclaredTable table) {
    return ChangesTables.table(table)
        .map(
            changes ->
                "changes of "
                    + changes
                    + " are a finding until one does, or until 'unrouted-tables' names it")
        .orElse("add one, or remove the table");
  }

  private static Set<String> templates(List<DeclaredTable> tables) {
    Set<String> names = new HashSet<>();
    for (DeclaredTable table : tables) {
      List<Name> all = table.statement().statement().names();
      for (int i = 0; i + 1 < all.size(); i++) {
        if (all.get(i).parts().size() == 1 && all.get(i).parts().get(0).equalsIgnoreCase("LIKE")) {
          List<String> template = all.get(i + 1).parts();
          names.add(template.get(template.size() - 1));
        }
      }
    }
    return names;
  }
}
