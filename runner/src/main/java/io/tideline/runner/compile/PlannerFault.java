package io.tideline.runner.compile;

import io.tideline.runner.configuration.NearestName;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptProblem;
import io.tideline.runner.script.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what Flink's planner has against an INSERT: at the place that is to blame, which may be the
 * declaration of a table, and in few words.
 */
final class PlannerFault {

  private static final Pattern NOT_FOUND =
      Pattern.compile(
          "(Column|Object|Table) '([^']+)' not found|Cannot find table '`([^']+)`' in any");
  private static final Pattern NO_TABLE =
      Pattern.compile("Cannot find table '`[^`]+`\\.`([^']+)`' in any");
  private static final Pattern TABLE =
      Pattern.compile(
          "Unable to create a (?:source|sink) for (?:reading|writing) table\\s+'([^']+)'");
  private static final Pattern COLUMNS =
      Pattern.compile(
          "(?s)Column types of query result and sink for '([^']+)' do not match\\.\\s*Cause: (.*?)\\.?"
              + "\\s*Query schema: (\\[.*?])\\s*Sink schema:\\s*(\\[.*])");
  private static final Pattern CHANGELOG =
      Pattern.compile("doesn't support consuming .*changes.* produced by node (.*)");

  private final RenderedStatement insert;
  private final Collection<DeclaredTable> tables;

  PlannerFault(RenderedStatement insert, Collection<DeclaredTable> tables) {
    this.insert = insert;
    this.tables = tables;
  }

  ScriptProblem explain(Throwable failure) {
    Throwable fault = withoutWrapping(failure);
    List<String> messages = messages(fault);
    String all = String.join("\n", messages);
    Matcher noTable = NO_TABLE.matcher(all);
    if (noTable.find()) {
      return atTarget(
          "there is no table " + noTable.group(1).replace("`.`", "."), hint(noTable.group()));
    }
    if (RenderedStatement.hasPlace(fault)) {
      ScriptProblem problem = insert.explain(fault).problems().get(0);
      return new ScriptProblem(
          problem.place(), problem.words(), hint(problem.words()), problem.excerpt());
    }
    Matcher table = TABLE.matcher(all);
    if (table.find()) {
      return table(table.group(1), messages);
    }
    Matcher columns = COLUMNS.matcher(all);
    if (columns.find()) {
      return columns(columns.group(2), columns.group(3), columns.group(4));
    }
    Matcher changelog = CHANGELOG.matcher(all);
    if (changelog.find()) {
      return PlannerStateWords.problem(insert.statement(), changelog.group(1));
    }
    String last = messages.get(messages.size() - 1);
    return mentioned(last);
  }

  /** Flink wraps what a provider throws, the planner's class loader what it calls. */
  private static Throwable withoutWrapping(Throwable failure) {
    return failure instanceof java.lang.reflect.UndeclaredThrowableException
            && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private ScriptProblem table(String name, List<String> messages) {
    for (DeclaredTable table : tables) {
      if (table.identifier().asSummaryString().equals(name)) {
        return new TableFault(table).explain(messages);
      }
    }
    return mentioned(messages.get(messages.size() - 1));
  }

  private ScriptProblem columns(String cause, String query, String sink) {
    if (!cause.startsWith("Different number")) {
      return atTarget(cause, "CAST it, or declare another type");
    }
    List<String> given = columnNames(query);
    List<String> wanted = columnNames(sink);
    return atTarget(
        String.format(
            "the query gives %d columns %s, the table has %d %s",
            given.size(), given, wanted.size(), wanted),
        "give each column a value, in this order");
  }

  /** Of {@code [a: INT, b: DECIMAL(5, 2)]}. */
  private static List<String> columnNames(String schema) {
    Matcher name = Pattern.compile("(?:^\\[|, )([^\\[,:]+): ").matcher(schema);
    List<String> names = new ArrayList<>();
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  /** A message that names a declared table is about that table. */
  private ScriptProblem mentioned(String message) {
    String mend = NOT_FOUND.matcher(message).find() ? hint(message) : "";
    DeclaredTable last = null;
    for (DeclaredTable table : tables) {
      if (message.contains(table.identifier().asSummaryString())) {
        last = table;
      }
    }
    Statement statement = last == null ? insert.statement() : last.statement().statement();
    return last == null
        ? atTarget(firstLine(message), mend)
        : statement.problemAt(statement.start(), firstLine(message), mend);
  }

  /** At the name after INSERT INTO. */
  private ScriptProblem atTarget(String words, String mend) {
    Statement statement = insert.statement();
    boolean named = !statement.insertTarget().isEmpty();
    int offset = named ? statement.names().get(2).offset() : statement.start();
    return statement.problemAt(offset, words, mend);
  }

  private String hint(String words) {
    Matcher missing = NOT_FOUND.matcher(words);
    if (!missing.find()) {
      return "";
    }
    boolean column = "Column".equals(missing.group(1));
    String name = missing.group(2) == null ? missing.group(3) : missing.group(2);
    String wanted = name.substring(name.lastIndexOf('`') + 1);
    List<String> known = new ArrayList<>();
    for (DeclaredTable table : tables) {
      if (column && names(table)) {
        known.addAll(table.schema().getColumnNames());
      } else if (!column) {
        known.add(table.identifier().getObjectName());
      }
    }
    return NearestName.of(wanted, known).map(best -> "did you mean '" + best + "'?").orElse("");
  }

  private boolean names(DeclaredTable table) {
    String name = table.identifier().getObjectName();
    return insert.statement().names().stream()
        .anyMatch(other -> other.parts().get(other.parts().size() - 1).equals(name));
  }

  private static List<String> messages(Throwable failure) {
    List<String> messages = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
      messages.add(t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage());
    }
    return messages;
  }

  static String firstLine(String message) {
    return message.strip().lines().findFirst().orElse(message);
  }
}
