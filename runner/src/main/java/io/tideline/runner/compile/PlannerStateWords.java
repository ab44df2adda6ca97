package io.tideline.runner.compile;

import io.tideline.runner.script.ScriptProblem;
import io.tideline.runner.script.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Says that a route has the planner keep state, at the word that makes it do so. */
public final class PlannerStateWords {

  /** What part of an operator's name comes of which words. */
  private static final Map<String, List<String>> CLAUSES = new LinkedHashMap<>();

  private static final List<String> ALL;

  static {
    CLAUSES.put("Aggregate", List.of("GROUP", "DISTINCT", "UNION", "INTERSECT", "EXCEPT"));
    CLAUSES.put("Join", List.of("JOIN", "IN", "EXISTS"));
    CLAUSES.put("Over", List.of("OVER"));
    CLAUSES.put("Deduplicate", List.of("OVER"));
    CLAUSES.put("Rank", List.of("OVER", "LIMIT"));
    CLAUSES.put("Limit", List.of("LIMIT", "FETCH"));
    CLAUSES.put("Sort", List.of("ORDER"));
    CLAUSES.put("Match", List.of("MATCH_RECOGNIZE"));
    ALL = CLAUSES.values().stream().flatMap(List::stream).toList();
  }

  private PlannerStateWords() {}

  /**
   * @param operator as the planner calls it, such as {@code GroupAggregate(groupBy=[…])}
   */
  public static ScriptProblem problem(Statement statement, String operator) {
    int end = operator.indexOf('(');
    String name = end < 0 ? operator : operator.substring(0, end);
    return statement.problemAt(
        clause(statement, name),
        "Flink would keep state for this ("
            + name
            + "), which has no lasting name: a change of the routes would lose it",
        "a route takes each row for itself; filter and compute here, and leave the rest to those who"
            + " read the files");
  }

  private static int clause(Statement statement, String operator) {
    return CLAUSES.entrySet().stream()
        .filter(entry -> operator.contains(entry.getKey()))
        .map(entry -> statement.find(entry.getValue()))
        .filter(OptionalInt::isPresent)
        .mapToInt(OptionalInt::getAsInt)
        .findFirst()
        .orElseGet(() -> statement.find(ALL).orElse(statement.start()));
  }
}
