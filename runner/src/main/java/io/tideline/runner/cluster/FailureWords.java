package io.tideline.runner.cluster;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reason in a failure, in a line, out of what wraps it. */
public final class FailureWords {

  // Flink passes on exceptions of its servers as text: that of printStackTrace.
  private static final Pattern THROWABLE =
      Pattern.compile("^(?:Caused by: )?([\\w$.]+(?:Exception|Error|Throwable|Failure)): (.+)$");
  private static final Pattern CLASS_ONLY =
      Pattern.compile("^(?:Caused by: )?([\\w$.]+\\.(?:\\w+(?:Exception|Error)))$");

  private FailureWords() {}

  /** The last cause that has words of its own. */
  public static String of(Throwable failure) {
    String words = failure.toString();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        words = cause.getMessage();
      }
    }
    return ofTrace(words);
  }

  /**
   * @param trace a printed stack trace, or any other text, of which the first line counts
   */
  public static String ofTrace(String trace) {
    List<String> lines = trace.lines().map(String::strip).toList();
    String words = "";
    for (String line : lines) {
      Matcher throwable = THROWABLE.matcher(line);
      Matcher alone = CLASS_ONLY.matcher(line);
      if (throwable.matches()) {
        words = throwable.group(2);
      } else if (alone.matches() && words.isEmpty()) {
        words = alone.group(1);
      }
    }
    if (words.isEmpty()) {
      words = lines.stream().filter(line -> !line.isEmpty()).findFirst().orElse("no reason given");
    }
    // A cause's message often repeats the class of the next one.
    return words.replaceFirst("^(?:[a-z][\\w]*\\.)+[A-Z][\\w$]*(?:Exception|Error): ", "");
  }
}
