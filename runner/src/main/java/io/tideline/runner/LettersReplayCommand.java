package io.tideline.runner;

import io.tideline.runner.letters.LetterStore;
import io.tideline.runner.letters.Selection;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dead-letters replay}: sends letters through the topic again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Send dead letters that are open through the topic again, each to its route.",
      "One that was sent twice arrives once; one that fails again is open again.",
      "Exits with 1 when there is none to send."
    })
final class LettersReplayCommand implements Callable<Integer> {

  /** A letter without an op has no event: only the row that a sink was given. */
  private static final String HAS_EVENT = "op IS NOT NULL";

  @Mixin private LettersOptions letters;

  @Mixin private ChosenLetters chosen;

  @Option(
      names = "--again",
      description = "Also those that were sent and have not arrived: they may be on their way.")
  private boolean again;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Selection ready =
        chosen.selection().and(again ? "status IN ('open', 'replayed')" : "status = 'open'");
    LetterStore store = letters.storeWithTopic();
    LetterStore.Count found = store.count(ready);
    long without = found.letters() - found.withEvent();
    if (without > 0) {
      spec.commandLine()
          .getErr()
          .printf("Not sent, because they hold only a row and no event: %,d%n", without);
    }
    Selection sent = ready.and(HAS_EVENT);
    long count = found.withEvent();
    if (count > 0) {
      store.replay(sent);
    }
    PrintWriter out = spec.commandLine().getOut();
    letters.report(out, "replayed", count, "Sent again");
    return count > 0 ? 0 : 1;
  }
}
