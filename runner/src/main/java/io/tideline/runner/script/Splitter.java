package io.tideline.runner.script;

import io.tideline.runner.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into its statements at the semicolons. A statement set, {@code EXECUTE STATEMENT
 * SET BEGIN … END} or {@code BEGIN STATEMENT SET; … END}, comes out as the statements in it.
 */
public final class Splitter {

  private static final List<String> SET_OPENS = List.of("EXECUTE", "STATEMENT", "SET", "BEGIN");

  private final Script script;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Token> pending = new ArrayList<>();
  private boolean inSet;

  private Splitter(Script script) {
    this.script = script;
  }

  /**
   * @throws ScriptException when the script does not lex, or a statement set does not end
   */
  public static List<Statement> statements(Script script) throws ScriptException {
    Splitter splitter = new Splitter(script);
    for (Token token : Lexer.tokens(script)) {
      splitter.take(token);
    }
    splitter.endStatement();
    if (splitter.inSet) {
      throw new ScriptException(
          script, script.text().length(), "the statement set does not end; write END;");
    }
    return splitter.statements;
  }

  private void take(Token token) {
    if (token.kind() == Kind.SEMICOLON) {
      endStatement();
      return;
    }
    if (!pending.isEmpty() || !token.isTrivia()) {
      pending.add(token);
    }
    if (token.isWord(script, "BEGIN") && isSetOpening()) {
      pending.clear();
      inSet = true;
    }
  }

  private boolean isSetOpening() {
    List<Token> words = pending.stream().filter(token -> !token.isTrivia()).toList();
    if (words.size() != SET_OPENS.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).isWord(script, SET_OPENS.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void endStatement() {
    while (!pending.isEmpty() && pending.get(pending.size() - 1).isTrivia()) {
      pending.remove(pending.size() - 1);
    }
    if (pending.isEmpty()) {
      return;
    }
    Statement statement = new Statement(script, List.copyOf(pending));
    pending.clear();
    if (statement.startsWith("BEGIN", "STATEMENT", "SET")) {
      inSet = true;
    } else if (inSet && statement.startsWith("END")) {
      inSet = false;
    } else {
      statements.add(statement);
    }
  }
}
