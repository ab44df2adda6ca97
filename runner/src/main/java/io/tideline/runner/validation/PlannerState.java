package io.tideline.runner.validation;

import io.tideline.runner.compile.CompiledGraph;
import io.tideline.runner.compile.PlannerStateWords;
import io.tideline.runner.compile.Route;
import io.tideline.runner.plan.PlannedOperator;
import io.tideline.runner.plan.PlannedOperators;
import io.tideline.runner.script.Statement;

/**
 * State that has no lasting name: what the planner makes for GROUP BY, joins and the like is lost,
 * or taken for another's, when the routes change.
 */
final class PlannerState implements Rule {

  @Override
  public void check(ValidatedJob job, Remarks remarks) {
    checkFileSystem(job, remarks);
    for (CompiledGraph graph : job.compilation().graphs()) {
      check(job, PlannedOperators.of(graph, job.compilation().routes()), remarks);
    }
  }

  private static void checkFileSystem(ValidatedJob job, Remarks remarks) {
    for (Route route : job.compilation().routes()) {
      boolean found =
          job.compilation()
              .table(route.target())
              .filter(table -> table.connector().equals("filesystem"))
              .isPresent();
      if (found) {
        Statement statement = route.statement().statement();
        remarks.mistake(
            statement.problemAt(
                statement.start(),
                "a table of 'filesystem' has its state under no lasting name: two can take over each"
                    + " other's when routes change",
                "write into a table of 'change-files'"));
      }
    }
  }

  private static void check(ValidatedJob job, PlannedOperators operators, Remarks remarks) {
    for (PlannedOperator operator : operators.all()) {
      if (operator.stateful() && operator.uid().isEmpty()) {
        for (Route route : job.compilation().routes()) {
          if (operator.routes().contains(route.name())) {
            judge(operator, route, remarks);
          }
        }
      }
    }
  }

  private static void judge(PlannedOperator operator, Route route, Remarks remarks) {
    Statement statement = route.statement().statement();
    if (operator.isKeyed()) {
      remarks.mistake(PlannerStateWords.problem(statement, operator.shownName()));
    } else {
      remarks.warning(
          statement.problemAt(
              statement.start(),
              "the state of '" + operator.shownName() + "' has no lasting name",
              "a change of the routes can lose it"));
    }
  }
}
