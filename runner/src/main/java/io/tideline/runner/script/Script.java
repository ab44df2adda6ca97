package io.tideline.runner.script;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of one SQL file.
 *
 * @param file how messages name it
 */
public record Script(String file, String text) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * @throws ScriptException when the file is not in UTF-8
   */
  public static Script read(String name, Path file) throws IOException, ScriptException {
    try {
      String text = Files.readString(file);
      boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return new Script(name, marked ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new ScriptException(
          new Script(name, ""), 0, "this file is not written in UTF-8; save it so", e);
    }
  }

  /** The place of the character at this offset. */
  public Place place(int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      line += endsLine(i) ? 1 : 0;
    }
    return new Place(file, line, offset - lineStart(offset) + 1);
  }

  /** The offset of a place, or of the last character where the text is shorter. */
  public int offset(int line, int column) {
    int start = 0;
    int current = 1;
    for (int i = 0; i < text.length() && current < line; i++) {
      if (endsLine(i)) {
        current++;
        start = i + 1;
      }
    }
    return Math.min(start + column - 1, Math.max(0, text.length() - 1));
  }

  /** The line of the character at this offset with a caret below that character. */
  public String excerpt(int offset) {
    int start = lineStart(offset);
    int end = start;
    while (end < text.length() && !endsLine(end)) {
      end++;
    }
    String line = text.substring(start, end).stripTrailing();
    StringBuilder caret = new StringBuilder();
    for (int i = start; i < offset; i += Character.charCount(text.codePointAt(i))) {
      caret.append(text.charAt(i) == '\t' ? '\t' : ' ');
    }
    return line + "\n" + caret + "^";
  }

  /** A line ends as it does for Flink's parser: with \n, \r\n or \r. */
  private boolean endsLine(int i) {
    char c = text.charAt(i);
    return c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
  }

  private int lineStart(int offset) {
    int start = offset;
    while (start > 0 && !endsLine(start - 1)) {
      start--;
    }
    return start;
  }
}
