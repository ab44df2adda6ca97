package io.tideline.runner.script;

import java.util.List;
import java.util.Optional;

/**
 * Why a job's folder cannot hold a statement. Only declarations, settings and INSERTs have a place
 * there: others would start a job of their own, or have a result that nobody sees.
 */
public final class Refusal {

  private static final List<String> ALLOWED =
      List.of("CREATE", "ALTER", "DROP", "USE", "LOAD", "UNLOAD", "ADD", "REMOVE", "SET", "RESET");
  private static final List<String> QUERIES =
      List.of("SELECT", "WITH", "VALUES", "SHOW", "DESCRIBE", "DESC", "EXPLAIN");

  private Refusal() {}

  /** Empty for a statement that may stand there. */
  public static Optional<ScriptProblem> of(Statement statement) {
    if (QUERIES.stream().anyMatch(statement::startsWith)) {
      return refuse(
          statement, "a job has no place for a query's result", "try it in 'tideline sql'");
    }
    if (statement.startsWith("EXECUTE", "INSERT")) {
      return refuse(statement, "a job runs all its INSERTs together", "leave out the word EXECUTE");
    }
    if (isTableOfQuery(statement)) {
      return refuse(
          statement,
          "a table made from a query would start a job of its own",
          "write CREATE TABLE with its columns, and INSERT INTO");
    }
    if (statement.startsWith("INSERT", "INTO")
        || ALLOWED.stream().anyMatch(statement::startsWith)) {
      return Optional.empty();
    }
    return refuse(
        statement,
        "a job's folder has no place for this statement",
        "it holds declarations (CREATE, ALTER, DROP, USE), SET and INSERT INTO");
  }

  private static boolean isTableOfQuery(Statement statement) {
    return statement.startsWith("CREATE", "MATERIALIZED")
        || statement.startsWith("CREATE", "OR", "REPLACE", "TABLE")
        || (statement.startsWith("CREATE", "TABLE")
                || statement.startsWith("CREATE", "TEMPORARY", "TABLE"))
            && statement.hasOuter("AS");
  }

  private static Optional<ScriptProblem> refuse(Statement statement, String words, String mend) {
    return Optional.of(statement.problemAt(statement.start(), words, mend));
  }
}
