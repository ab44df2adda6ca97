package io.tideline.runner;

import io.tideline.runner.letters.Selection;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dead-letters list}: the letters, the last that failed first. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "List dead letters, the last that failed first.",
      "Without --where those that are open or on their way again, not those that are done or dropped."
    })
final class LettersListCommand implements Callable<Integer> {

  private static final int WIDEST_ERROR = 80;

  @Mixin private LettersOptions letters;

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description =
          "A predicate over the letters' columns: \"table_name = 'orders' AND status = 'done'\".")
  private String where;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (limit < 1 || limit == Integer.MAX_VALUE) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--limit is 1 or more, not " + limit);
    }
    Selection selection =
        where == null
            ? Selection.where(null).and("status IN ('open', 'replayed')")
            : Selection.where(where);
    List<Map<String, Object>> found = letters.store().list(selection, limit + 1);
    boolean more = found.size() > limit;
    List<Map<String, Object>> shown = more ? found.subList(0, limit) : found;
    PrintWriter out = spec.commandLine().getOut();
    if (letters.isJson()) {
      List<Map<String, Object>> objects = new ArrayList<>();
      shown.forEach(letter -> objects.add(LettersOptions.json(letter)));
      JsonOutput.print(out, objects);
      return 0;
    }
    shown.forEach(letter -> print(out, letter));
    if (shown.isEmpty()) {
      out.println("No letters.");
    } else if (more) {
      out.println("There are more; --limit shows them.");
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, Map<String, Object> letter) {
    String error = String.valueOf(letter.get("error"));
    out.printf(
        "%s  %-8s  attempt %s  %-6s  %s  %s.%s %s  %s%n",
        letter.get("letter_id"),
        letter.get("status"),
        letter.get("attempt"),
        letter.get("stage"),
        letter.get("failed_at"),
        letter.get("database_name"),
        letter.get("table_name"),
        letter.get("primary_key"),
        error.length() > WIDEST_ERROR ? error.substring(0, WIDEST_ERROR) + "…" : error);
  }
}
