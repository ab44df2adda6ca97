package io.tideline.runner.letters;

import io.tideline.runner.script.ScriptException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which letters: a predicate of SQL over the columns of {@code replay.letters}. */
public final class Selection {

  private static final Pattern POSITION =
      Pattern.compile(
          "(?i)\\s*\\(?(at|from) line \\d+, column \\d+( to line \\d+, column \\d+)?:?\\s*");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final String user;
  private final String predicate;

  private Selection(String user, String predicate) {
    this.user = user;
    this.predicate = predicate;
  }

  /**
   * @param user what the user says of them; null for all
   */
  public static Selection where(String user) {
    // On lines of its own: a comment at its end would swallow what follows.
    return new Selection(user, user == null ? "TRUE" : "(\n" + user + "\n)");
  }

  /**
   * @throws IllegalArgumentException when there can be no letter of that id
   */
  public static Selection ofLetter(String id) {
    String lower = id.toLowerCase(Locale.ROOT);
    if (!ID.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "'" + id + "' is no letter's id; one has 32 hexadecimal digits, 'list' shows them");
    }
    return new Selection(null, "letter_id = '" + lower + "'");
  }

  /** Those of them for which this holds too. */
  public Selection and(String condition) {
    return new Selection(user, predicate + " AND " + condition);
  }

  String predicate() {
    return predicate;
  }

  /** What Flink says of the user's predicate; of the rest of the query the user knows nothing. */
  Exception refused(RuntimeException failure) {
    if (user == null) {
      return failure;
    }
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String words = message.replaceFirst("(?s)\\s*Was expecting one of:.*", "");
    words = POSITION.matcher(words).replaceAll(" ").strip();
    return new ScriptException(List.of("--where \"" + user + "\": " + words));
  }
}
