package io.tideline.runner.script;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A statement with its references resolved, which remembers where each piece came from. */
public final class RenderedStatement {

  private static final Pattern POSITION = Pattern.compile("line (\\d+), column (\\d+)");
  private static final Pattern PREFIX =
      Pattern.compile("^(\\s*SQL (parse|validation) failed\\.\\s*)+");

  private static final Pattern LEADING_POSITION =
      Pattern.compile("^(At|From) line \\d+, column \\d+( to line \\d+, column \\d+)?:\\s*");
  private static final Pattern INNER_POSITION =
      Pattern.compile(" (at|from) line \\d+, column \\d+( to line \\d+, column \\d+)?");

  /** A list, often of a hundred lines, of all that the parser would have taken. */
  private static final String EXPECTED_TOKENS =
      "(?s)\\s*(Was expecting one of|Supported form\\(s\\)):.*";

  private final Statement statement;
  private final String sql;
  private final List<Piece> pieces;

  /** A piece of the SQL from here on: copied from the script, or a value in a reference's place. */
  record Piece(int sqlStart, int sourceStart, boolean isCopy) {}

  RenderedStatement(Statement statement, String sql, List<Piece> pieces) {
    this.statement = statement;
    this.sql = sql;
    this.pieces = pieces;
  }

  public Statement statement() {
    return statement;
  }

  /** What Flink is given. */
  public String sql() {
    return sql;
  }

  /** The same for two statements that differ in nothing but comments and blanks. */
  public String withoutTrivia() {
    Script script = new Script("", sql);
    try {
      return Lexer.tokens(script).stream()
          .filter(token -> !token.isTrivia())
          .map(token -> token.in(script))
          .collect(Collectors.joining(" "));
    } catch (ScriptException e) {
      // A value cannot change what was cut into tokens before.
      throw new IllegalStateException(e);
    }
  }

  /** Whether Flink says at which place of this statement the fault is. */
  public static boolean hasPlace(Throwable failure) {
    return POSITION.matcher(message(failure)).find();
  }

  /** What Flink says of this statement, in terms of the user's file. */
  public ScriptException explain(Throwable failure) {
    String message = message(failure);
    Matcher position = POSITION.matcher(message);
    int offset = statement.start();
    if (position.find()) {
      offset =
          sourceOffset(Integer.parseInt(position.group(1)), Integer.parseInt(position.group(2)));
    }
    String words = PREFIX.matcher(message).replaceFirst("");
    words = LEADING_POSITION.matcher(words).replaceFirst("");
    words = INNER_POSITION.matcher(words).replaceAll("");
    words = words.replaceFirst(EXPECTED_TOKENS, "");
    return new ScriptException(statement.script(), offset, words.strip(), failure);
  }

  /** The first message of the causes that has a position, else all of them. */
  private static String message(Throwable failure) {
    StringBuilder all = new StringBuilder();
    String last = "";
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
      if (POSITION.matcher(message).find()) {
        return message;
      }
      if (!last.contains(message)) {
        all.append(all.length() == 0 ? "" : "\n  ").append(message);
        last = message;
      }
    }
    return all.toString();
  }

  /** The character of the user's file that a place in the SQL came from. */
  private int sourceOffset(int line, int column) {
    int offset = new Script("", sql).offset(line, column);
    Piece piece = pieces.get(0);
    for (Piece candidate : pieces) {
      if (candidate.sqlStart() <= offset) {
        piece = candidate;
      }
    }
    return piece.isCopy() ? piece.sourceStart() + offset - piece.sqlStart() : piece.sourceStart();
  }
}
