package io.tideline.runner.compile;

import io.tideline.runner.configuration.NearestName;
import io.tideline.runner.script.ScriptProblem;
import io.tideline.runner.script.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what a connector has against a table, at the option that is to blame. */
final class TableFault {

  private static final Pattern UNSUPPORTED =
      Pattern.compile("(?s)Unsupported options:\\s*(.*?)\\s*Supported options:\\s*(.*)");
  private static final Pattern MISSING =
      Pattern.compile("(?s)Missing required options are:\\s*(.*)");
  private static final Pattern NO_FACTORY =
      Pattern.compile("(?s)Could not find any factory for identifier '([^']*)'.*are:\\s*(.*)");
  private static final Pattern VALUE =
      Pattern.compile("Could not parse value '(.*)' for key '([^']+)'");
  private static final Pattern CHOICE = Pattern.compile("Expected one of: \\[\\[?([^\\]]*)]");
  private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

  private final DeclaredTable table;
  private final Statement statement;

  TableFault(DeclaredTable table) {
    this.table = table;
    this.statement = table.statement().statement();
  }

  /**
   * @param messages of Flink's exception and its causes
   */
  ScriptProblem explain(List<String> messages) {
    String all = String.join("\n", messages);
    String last = messages.get(messages.size() - 1);
    Matcher unsupported = UNSUPPORTED.matcher(all);
    Matcher missing = MISSING.matcher(last);
    Matcher factory = NO_FACTORY.matcher(all);
    Matcher value = VALUE.matcher(all);
    if (unsupported.find()) {
      return unsupported(lines(unsupported.group(1)), lines(unsupported.group(2)));
    }
    if (missing.find()) {
      String options = quoted(lines(missing.group(1)));
      return at(
          OptionalInt.empty(),
          String.format("%s: '%s' needs the option %s", table.name(), table.connector(), options),
          "add it to the WITH");
    }
    if (factory.find()) {
      String name = factory.group(1);
      return at(
          statement.findValue("connector"),
          String.format("%s: there is no connector '%s'", table.name(), name),
          NearestName.of(name, lines(factory.group(2)))
              .map(best -> "did you mean '" + best + "'?")
              .orElse(""));
    }
    if (value.find()) {
      Matcher choice = CHOICE.matcher(last);
      return at(
          statement.findValue(value.group(2)),
          String.format("%s: '%s' cannot be '%s'", table.name(), value.group(2), value.group(1)),
          choice.find()
              ? "it is one of " + choice.group(1).toLowerCase(java.util.Locale.ROOT)
              : PlannerFault.firstLine(last));
    }
    return at(mentioned(last), table.name() + ": " + last.strip(), "");
  }

  private ScriptProblem unsupported(List<String> keys, List<String> supported) {
    String key = keys.get(0);
    String mend =
        NearestName.of(key, supported)
            .map(best -> "did you mean '" + best + "'?")
            .orElse("remove it");
    return at(
        statement.findString(key),
        String.format("%s: '%s' has no option %s", table.name(), table.connector(), quoted(keys)),
        mend);
  }

  /** The first option or column that the message quotes. */
  private OptionalInt mentioned(String message) {
    Matcher quoted = QUOTED.matcher(message);
    while (quoted.find()) {
      String word = quoted.group(1);
      OptionalInt option = statement.findString(word);
      OptionalInt found = option.isPresent() ? option : statement.find(List.of(word));
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalInt.empty();
  }

  private ScriptProblem at(OptionalInt offset, String words, String mend) {
    return statement.problemAt(offset.orElse(statement.start()), words, mend);
  }

  private static List<String> lines(String text) {
    return Arrays.stream(text.strip().split("\\s*\\n\\s*")).toList();
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(", "));
  }
}
