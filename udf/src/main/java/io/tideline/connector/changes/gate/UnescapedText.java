package io.tideline.connector.changes.gate;

import java.util.Arrays;

/** Takes the escapes out of a JSON string; for those few that have any. */
final class UnescapedText {

  private byte[] bytes = new byte[256];
  private int size;
  private byte[] json;
  private int at;
  private int end;

  /**
   * @param from after the first quote
   * @param to where all ends
   * @return where the last quote stands, or the end of all
   */
  int read(byte[] text, int from, int to) {
    end = to;
    json = text;
    at = from;
    size = 0;
    while (at < end && json[at] != '"') {
      if (size + 4 > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
      byte next = json[at++];
      if (next != '\\' || at == end) {
        bytes[size++] = next;
      } else if (json[at] == 'u') {
        at++;
        add(codePoint());
      } else {
        bytes[size++] = meaning(json[at++]);
      }
    }
    json = null;
    return at;
  }

  long hash(long seed, long fold) {
    return Hash64.of(bytes, 0, size, seed, fold);
  }

  private static byte meaning(byte escaped) {
    switch (escaped) {
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      default:
        return escaped;
    }
  }

  private int codePoint() {
    int unit = unit();
    if (Character.isHighSurrogate((char) unit)
        && at + 1 < end
        && json[at] == '\\'
        && json[at + 1] == 'u') {
      int before = at;
      at += 2;
      int low = unit();
      if (Character.isLowSurrogate((char) low)) {
        return Character.toCodePoint((char) unit, (char) low);
      }
      at = before;
    }
    return unit;
  }

  private int unit() {
    int unit = 0;
    for (int digits = 0; digits < 4 && at < end; digits++) {
      unit = unit << 4 | Math.max(0, Character.digit(json[at++], 16));
    }
    return unit;
  }

  private void add(int codePoint) {
    if (codePoint < 0x80) {
      bytes[size++] = (byte) codePoint;
      return;
    }
    if (codePoint < 0x800) {
      bytes[size++] = (byte) (0xc0 | codePoint >> 6);
    } else {
      if (codePoint < 0x10000) {
        bytes[size++] = (byte) (0xe0 | codePoint >> 12);
      } else {
        bytes[size++] = (byte) (0xf0 | codePoint >> 18);
        bytes[size++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
      }
      bytes[size++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
    }
    bytes[size++] = (byte) (0x80 | codePoint & 0x3f);
  }
}
