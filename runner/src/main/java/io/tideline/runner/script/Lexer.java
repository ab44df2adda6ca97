package io.tideline.runner.script;

import io.tideline.runner.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into tokens as Flink's parser does. Every character belongs to exactly one token,
 * so the tokens joined are the script.
 */
final class Lexer {

  private final Script script;
  private final String text;
  private int position;

  private Lexer(Script script) {
    this.script = script;
    this.text = script.text();
  }

  /**
   * @throws ScriptException when a string, an identifier or a comment does not end
   */
  static List<Token> tokens(Script script) throws ScriptException {
    Lexer lexer = new Lexer(script);
    List<Token> tokens = new ArrayList<>();
    while (lexer.position < lexer.text.length()) {
      tokens.add(lexer.next());
    }
    return tokens;
  }

  private Token next() throws ScriptException {
    int start = position;
    Kind kind = advance();
    return new Token(kind, start, position);
  }

  private Kind advance() throws ScriptException {
    char c = text.charAt(position);
    if (Character.isWhitespace(c)) {
      return skipWhile(Kind.SPACE, Character::isWhitespace);
    }
    // What a hint holds is SQL like any other: only its two ends are symbols.
    if (text.startsWith("/*+", position)) {
      position += 3;
      return Kind.SYMBOL;
    }
    if (text.startsWith("/*", position)) {
      return skipPast("*/", position + 2, Kind.COMMENT, "comment");
    }
    if (text.startsWith("--", position) || text.startsWith("//", position)) {
      return skipWhile(Kind.COMMENT, next -> next != '\n' && next != '\r');
    }
    if (text.startsWith("${", position)) {
      return reference();
    }
    switch (c) {
      case '\'':
        return skipQuoted(c, Kind.STRING, "string");
      case '`':
        return skipQuoted(c, Kind.IDENTIFIER, "identifier");
      case ';':
        position++;
        return Kind.SEMICOLON;
      default:
        if (isWordPart(c)) {
          return skipWord();
        }
        position++;
        return Kind.SYMBOL;
    }
  }

  private Kind skipWhile(Kind kind, CharacterTest test) {
    while (position < text.length() && test.accepts(text.charAt(position))) {
      position++;
    }
    return kind;
  }

  private Kind skipWord() {
    while (position < text.length()
        && isWordPart(text.charAt(position))
        && !text.startsWith("${", position)) {
      position++;
    }
    return Kind.WORD;
  }

  private Kind skipPast(String end, int from, Kind kind, String what) throws ScriptException {
    int found = text.indexOf(end, from);
    if (found < 0) {
      throw new ScriptException(script, position, "this " + what + " does not end");
    }
    position = found + end.length();
    return kind;
  }

  private Kind skipQuoted(char quote, Kind kind, String what) throws ScriptException {
    int end = position + 1;
    while (true) {
      end = text.indexOf(quote, end);
      if (end < 0) {
        throw new ScriptException(script, position, "this " + what + " does not end");
      }
      if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
        end += 2;
      } else {
        position = end + 1;
        return kind;
      }
    }
  }

  private Kind reference() throws ScriptException {
    int end = text.indexOf('}', position);
    int lineEnd = text.indexOf('\n', position);
    if (end < 0 || (lineEnd >= 0 && lineEnd < end)) {
      throw new ScriptException(script, position, "this reference does not end; write ${name}");
    }
    position = end + 1;
    return Kind.REFERENCE;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  @FunctionalInterface
  private interface CharacterTest {
    boolean accepts(char c);
  }
}
