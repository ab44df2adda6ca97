package io.tideline.runner.script;

/** A piece of a script: the characters from {@code start} up to, not including, {@code end}. */
record Token(Kind kind, int start, int end) {

  enum Kind {
    SPACE,
    /** {@code -- …}, {@code // …} to the end of the line, or between slash-star and star-slash. */
    COMMENT,
    /** {@code '…'}, in which two quotes stand for one. */
    STRING,
    /** {@code `…`}, in which two backticks stand for one. */
    IDENTIFIER,
    /** A bare word or number. */
    WORD,
    /** <code>${…}</code> outside a string or identifier. */
    REFERENCE,
    SEMICOLON,
    /** Any other single character, and the two ends of a hint. */
    SYMBOL
  }

  boolean isTrivia() {
    return kind == Kind.SPACE || kind == Kind.COMMENT;
  }

  String in(Script script) {
    return script.text().substring(start, end);
  }

  boolean isSymbol(Script script, char symbol) {
    return kind == Kind.SYMBOL && end - start == 1 && script.text().charAt(start) == symbol;
  }

  boolean isWord(Script script, String word) {
    return kind == Kind.WORD
        && end - start == word.length()
        && script.text().regionMatches(true, start, word, 0, word.length());
  }
}
