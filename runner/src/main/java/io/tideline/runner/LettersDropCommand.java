package io.tideline.runner;

import io.tideline.runner.letters.LetterStore;
import io.tideline.runner.letters.Selection;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dead-letters drop}: letters that nobody will send again. */
@Command(
    name = "drop",
    mixinStandardHelpOptions = true,
    description = {
      "Mark dead letters as of no more interest; they stay in the store.",
      "Exits with 1 when there is none to drop."
    })
final class LettersDropCommand implements Callable<Integer> {

  @Mixin private LettersOptions letters;

  @Mixin private ChosenLetters chosen;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Selection dropped = chosen.selection().and("status IN ('open', 'replayed')");
    LetterStore store = letters.store();
    long count = store.count(dropped).letters();
    if (count > 0) {
      store.drop(dropped);
    }
    letters.report(spec.commandLine().getOut(), "dropped", count, "Dropped");
    return count > 0 ? 0 : 1;
  }
}
