package io.tideline.runner.script;

import io.tideline.runner.script.Token.Kind;
import java.util.List;

/** One statement of a script, without what separates it from its neighbours. */
public final class Statement {

  private final Script script;
  private final List<Token> tokens;

  /**
   * @param tokens the first and last of which are no trivia
   */
  Statement(Script script, List<Token> tokens) {
    this.script = script;
    this.tokens = tokens;
  }

  Script script() {
    return script;
  }

  List<Token> tokens() {
    return tokens;
  }

  /** The statement as it is in the file. */
  public String source() {
    return script.text().substring(start(), tokens.get(tokens.size() - 1).end());
  }

  public Place place() {
    return script.place(start());
  }

  int start() {
    return tokens.get(0).start();
  }

  /** Whether the statement begins with these words, in any case. */
  public boolean startsWith(String... words) {
    int matched = 0;
    for (Token token : tokens) {
      if (token.isTrivia()) {
        continue;
      }
      if (matched == words.length) {
        return true;
      }
      if (!token.isWord(script, words[matched])) {
        return false;
      }
      matched++;
    }
    return matched == words.length;
  }

  /** The parts of the name that follows {@code INSERT INTO}; empty for other statements. */
  public List<String> insertTarget() {
    if (!startsWith("INSERT")) {
      return List.of();
    }
    return tokens.stream()
        .filter(token -> !token.isTrivia())
        .skip(2)
        .takeWhile(new NamePart(script)::continues)
        .filter(token -> token.kind() != Kind.SYMBOL)
        .map(token -> unquoted(token.in(script)))
        .toList();
  }

  /** The contents of all strings in the statement, in order: key and value of a {@code SET}. */
  public List<String> strings() {
    return tokens.stream()
        .filter(token -> token.kind() == Kind.STRING)
        .map(token -> unquoted(token.in(script)))
        .toList();
  }

  /** A problem with this statement as a whole. */
  public ScriptException problem(String words) {
    return new ScriptException(script, start(), words);
  }

  private static String unquoted(String text) {
    char quote = text.charAt(0);
    if (quote != '`' && quote != '\'') {
      return text;
    }
    String once = String.valueOf(quote);
    return text.substring(1, text.length() - 1).replace(once + once, once);
  }

  /** Follows a name: words and identifiers with a dot between them. */
  private static final class NamePart {
    private final Script script;
    private boolean afterPart;

    NamePart(Script script) {
      this.script = script;
    }

    boolean continues(Token token) {
      boolean fits =
          afterPart
              ? token.in(script).equals(".")
              : token.kind() == Kind.WORD || token.kind() == Kind.IDENTIFIER;
      afterPart = !afterPart;
      return fits;
    }
  }
}
