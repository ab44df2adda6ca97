package io.tideline.runner.script;

/**
 * The text of one SQL file.
 *
 * @param file how messages name it
 */
public record Script(String file, String text) {

  /** The place of the character at this offset. */
  public Place place(int offset) {
    int lineStart = lineStart(offset);
    int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    return new Place(file, line, offset - lineStart + 1);
  }

  /** The line of the character at this offset with a caret below that character. */
  public String excerpt(int offset) {
    int start = lineStart(offset);
    int end = text.indexOf('\n', start);
    String line = text.substring(start, end < 0 ? text.length() : end).stripTrailing();
    StringBuilder caret = new StringBuilder();
    for (int i = start; i < offset; i++) {
      caret.append(text.charAt(i) == '\t' ? '\t' : ' ');
    }
    return line + "\n" + caret + "^";
  }

  private int lineStart(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }
}
