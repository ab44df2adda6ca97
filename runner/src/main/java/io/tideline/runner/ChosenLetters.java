package io.tideline.runner;

import io.tideline.runner.letters.Selection;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The letters that a verb changes: nobody shall name all by forgetting a predicate. */
final class ChosenLetters {

  @ArgGroup(multiplicity = "1")
  private Choice choice;

  static final class Choice {
    @Option(
        names = "--where",
        paramLabel = "SQL",
        description = "Those for which this predicate over the letters' columns holds.")
    private String where;

    @Option(names = "--all", description = "All of them.")
    private boolean all;
  }

  Selection selection() {
    return Selection.where(choice.all ? null : choice.where);
  }
}
