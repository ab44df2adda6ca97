package io.tideline.runner.compile;

import io.tideline.runner.script.ScriptProblem;
import io.tideline.runner.script.Statement;
import java.util.List;

/** Says that a route has the planner keep state, at the word that makes it do so. */
public final class PlannerStateWords {

  private static final List<String> CLAUSES =
      List.of(
          "GROUP",
          "DISTINCT",
          "JOIN",
          "OVER",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "MATCH_RECOGNIZE",
          "ORDER",
          "LIMIT",
          "TUMBLE",
          "HOP",
          "CUMULATE",
          "SESSION");

  private PlannerStateWords() {}

  /**
   * @param operator as the planner calls it, such as {@code GroupAggregate(groupBy=[…])}
   */
  public static ScriptProblem problem(Statement statement, String operator) {
    int end = operator.indexOf('(');
    String name = (end < 0 ? operator : operator.substring(0, end)).replaceAll("\\[\\d+]", "");
    return statement.problemAt(
        statement.find(CLAUSES).orElse(statement.start()),
        "Flink would keep state for this ("
            + name
            + "), which has no lasting name: a change of the routes would lose it",
        "a route takes each row for itself; filter and compute here, and leave the rest to those who"
            + " read the files");
  }
}
