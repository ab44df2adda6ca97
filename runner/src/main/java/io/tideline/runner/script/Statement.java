package io.tideline.runner.script;

import io.tideline.runner.script.Token.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

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

  public int start() {
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
    List<Name> names = names();
    return startsWith("INSERT") && names.size() > 2 ? names.get(2).parts() : List.of();
  }

  /**
   * Every word and identifier, those with a dot between them as one name. What is a keyword and
   * what is not is for others to know.
   */
  public List<Name> names() {
    List<Name> names = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean afterDot = false;
    for (Token token : tokens) {
      if (token.isTrivia()) {
        continue;
      }
      boolean isPart = token.kind() == Kind.WORD || token.kind() == Kind.IDENTIFIER;
      if (!parts.isEmpty() && !afterDot && token.isSymbol(script, '.')) {
        afterDot = true;
        continue;
      }
      if (!parts.isEmpty() && !(afterDot && isPart)) {
        names.add(new Name(List.copyOf(parts), start));
        parts.clear();
      }
      afterDot = false;
      if (isPart) {
        start = parts.isEmpty() ? token.start() : start;
        parts.add(unquoted(token.in(script)));
      }
    }
    if (!parts.isEmpty()) {
      names.add(new Name(List.copyOf(parts), start));
    }
    return names;
  }

  /** The names that stand before a parenthesis, as that of a function that is called does. */
  public List<Name> calls() {
    List<Token> all = tokens.stream().filter(token -> !token.isTrivia()).toList();
    List<Name> calls = new ArrayList<>();
    int next = 0;
    for (Name name : names()) {
      while (all.get(next).start() < name.offset()) {
        next++;
      }
      // A dot before each further part.
      int behind = next + 2 * name.parts().size() - 1;
      if (behind < all.size() && all.get(behind).isSymbol(script, '(')) {
        calls.add(name);
      }
    }
    return calls;
  }

  /** The offset of the first of these bare words, of whichever comes first. */
  public OptionalInt find(Collection<String> words) {
    return tokens.stream()
        .filter(token -> words.stream().anyMatch(word -> token.isWord(script, word)))
        .mapToInt(Token::start)
        .findFirst();
  }

  /** The offset of a string with this content. */
  public OptionalInt findString(String content) {
    return tokens.stream()
        .filter(token -> token.kind() == Kind.STRING)
        .filter(token -> unquoted(token.in(script)).equals(content))
        .mapToInt(Token::start)
        .findFirst();
  }

  /** The offset of the string that follows {@code 'key' =}. */
  public OptionalInt findValue(String key) {
    List<Token> all = tokens.stream().filter(token -> !token.isTrivia()).toList();
    for (int i = 0; i + 2 < all.size(); i++) {
      if (all.get(i).kind() == Kind.STRING
          && unquoted(all.get(i).in(script)).equals(key)
          && all.get(i + 1).isSymbol(script, '=')
          && all.get(i + 2).kind() == Kind.STRING) {
        return OptionalInt.of(all.get(i + 2).start());
      }
    }
    return OptionalInt.empty();
  }

  /** Whether the word stands outside all parentheses. */
  boolean hasOuter(String word) {
    int depth = 0;
    for (Token token : tokens) {
      depth += token.isSymbol(script, '(') ? 1 : token.isSymbol(script, ')') ? -1 : 0;
      if (depth == 0 && token.isWord(script, word)) {
        return true;
      }
    }
    return false;
  }

  /** The contents of all strings in the statement, in order: key and value of a {@code SET}. */
  public List<String> strings() {
    return tokens.stream()
        .filter(token -> token.kind() == Kind.STRING)
        .map(token -> unquoted(token.in(script)))
        .toList();
  }

  /** A problem at a character of this statement's script. */
  public ScriptProblem problemAt(int offset, String words, String mend) {
    return ScriptProblem.at(script, offset, words, mend);
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
}
