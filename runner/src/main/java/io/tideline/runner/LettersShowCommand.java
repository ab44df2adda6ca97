package io.tideline.runner;

import io.tideline.runner.letters.LetterStore;
import io.tideline.runner.letters.Selection;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dead-letters show}: all of one letter, and what became of it. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Show one letter: the whole event, what is wrong with it, and what became of it.",
      "Exits with 1 when there is no such letter."
    })
final class LettersShowCommand implements Callable<Integer> {

  @Mixin private LettersOptions letters;

  @Parameters(paramLabel = "ID", description = "The letter's id, as list shows it.")
  private String id;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Selection one;
    try {
      one = Selection.ofLetter(id);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    LetterStore store = letters.store();
    List<Map<String, Object>> found = store.list(one, 1);
    if (found.isEmpty()) {
      spec.commandLine().getErr().println("there is no letter " + id);
      return 1;
    }
    List<Map<String, Object>> history =
        store.history(id).stream().map(LettersOptions::json).toList();
    Map<String, Object> letter = LettersOptions.json(found.get(0));
    PrintWriter out = spec.commandLine().getOut();
    if (letters.isJson()) {
      letter.put("history", history);
      JsonOutput.print(out, letter);
      return 0;
    }
    letter.forEach((column, value) -> out.printf("%-14s  %s%n", column, value));
    out.println();
    for (Map<String, Object> entry : history) {
      out.printf(
          "%s  attempt %s  %-8s  %s%n",
          entry.get("failed_at"),
          entry.get("attempt"),
          entry.get("kind"),
          entry.get("error") == null ? "" : entry.get("stage") + ": " + entry.get("error"));
    }
    out.flush();
    return 0;
  }
}
