package io.tideline.runner.validation;

import io.tideline.runner.compile.DeclaredTable;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.script.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Tables whose changes never come, because capture does not read them. */
final class CapturedTables implements Rule {

  private static final String DATABASES = "database.name";
  private static final String TABLES = "database.tables";

  @Override
  public void check(ValidatedJob job, Remarks remarks) {
    PipelineConfiguration configuration = job.configuration();
    List<Pattern> databases = patterns(configuration.text(DATABASES));
    List<Pattern> tables = patterns(configuration.text(TABLES));
    for (DeclaredTable table : job.compilation().tables()) {
      String name = ChangesTables.table(table).orElse("");
      int dot = name.indexOf('.');
      if (dot < 0 || !job.compilation().isRead(table)) {
        continue;
      }
      if (!matches(databases, name.substring(0, dot))) {
        warn(table, name, DATABASES, configuration, remarks);
      } else if (!matches(tables, name)) {
        warn(table, name, TABLES, configuration, remarks);
      }
    }
  }

  private static void warn(
      DeclaredTable table,
      String name,
      String parameter,
      PipelineConfiguration configuration,
      Remarks remarks) {
    Statement statement = table.statement().statement();
    remarks.warning(
        statement.problemAt(
            statement.findValue("table").orElse(statement.start()),
            String.format(
                "no change of '%s' ever comes: %s is '%s'",
                name, parameter, configuration.text(parameter)),
            "mend the one or the other"));
  }

  /** Capture's connector compares without case. */
  private static List<Pattern> patterns(String list) {
    return Arrays.stream(list.split("\\s*,\\s*"))
        .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
        .toList();
  }

  private static boolean matches(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }
}
