package io.tideline.connector.changes.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Hashes the JSON image of a row over its values, in one pass over the bytes: neither the order of
 * the columns, nor space between them, nor how a character is escaped, nor zeros at the end of a
 * fraction make a difference. Only of an object or array inside, which capture never writes, the
 * text counts.
 *
 * <p>Beside the hash of all there is one of the columns that can be compared with another image of
 * the row, and one of their names. A FLOAT cannot: a snapshot is shown six digits of it, the log
 * has them all.
 *
 * <p>The values are kept in keyed state, so they must never change. One object hashes many images,
 * one after the other; not to be shared between threads.
 */
final class ImageHash {

  /** The image of a row that is not there. */
  static final long NO_IMAGE = 0;

  /** The shape of a row that is not there. */
  static final int NO_ROW = 0;

  /** The shape of an image that is not a JSON object: it cannot be compared. */
  static final int UNREADABLE = 1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long M1 = 0x9e3779b97f4a7c15L;
  private static final long M2 = 0xff51afd7ed558ccdL;
  private static final long NAME = 0x2545f4914f6cdd1dL;
  private static final long STRING = 0x5851f42d4c957f2dL;
  private static final long NUMBER = 0x14057b7ef767814fL;
  private static final long OTHER = 0x27d4eb2f165667c5L;
  private static final long ANY_CASE = 0x2020202020202020L;
  private static final long EXACT = 0;

  private byte[] json;
  private int at;
  private byte[] unescaped = new byte[256];
  private long image;
  private long comparable;
  private int shape;

  /** The names of columns that cannot be compared, to be given to {@link #read}. */
  static long[] names(Iterable<String> columns) {
    long[] names = {};
    for (String column : columns) {
      byte[] bytes = column.getBytes(StandardCharsets.UTF_8);
      names = Arrays.copyOf(names, names.length + 1);
      names[names.length - 1] = hash(bytes, 0, bytes.length, NAME, ANY_CASE);
    }
    return names;
  }

  /**
   * @param row a JSON object in UTF-8, or null
   * @param incomparable see {@link #names}
   */
  void read(byte[] row, long[] incomparable) {
    json = row;
    at = 0;
    image = 0;
    comparable = 0;
    shape = 0;
    if (row == null) {
      image = NO_IMAGE;
      shape = UNREADABLE;
    } else if (object(incomparable)) {
      image = image == NO_IMAGE ? 1 : image;
      shape = shape == NO_ROW || shape == UNREADABLE ? 2 : shape;
    } else {
      image = finish(hash(row, 0, row.length, OTHER, EXACT), 0);
      image = image == NO_IMAGE ? 1 : image;
      comparable = 0;
      shape = UNREADABLE;
    }
    json = null;
  }

  /** Of all columns; never {@link #NO_IMAGE} where there was an image. */
  long image() {
    return image;
  }

  /** Of the columns that can be compared. */
  long comparable() {
    return comparable;
  }

  /** Of their names. */
  int shape() {
    return shape;
  }

  private boolean object(long[] incomparable) {
    if (next() != '{') {
      return false;
    }
    if (peek() == '}') {
      at++;
      return isEnd();
    }
    int end;
    do {
      if (next() != '"') {
        return false;
      }
      long name = string(NAME, ANY_CASE);
      if (next() != ':') {
        return false;
      }
      long column = finish(name, value());
      image += column;
      if (!contains(incomparable, name)) {
        comparable += column;
        shape += (int) finish(name, 0);
      }
      end = next();
    } while (end == ',');
    return end == '}' && isEnd();
  }

  private boolean isEnd() {
    peek();
    return at == json.length;
  }

  private static boolean contains(long[] names, long name) {
    for (long other : names) {
      if (other == name) {
        return true;
      }
    }
    return false;
  }

  private long value() {
    int first = peek();
    switch (first) {
      case '"':
        at++;
        return string(STRING, EXACT);
      case '{':
      case '[':
        return structure();
      case '-':
        return number();
      default:
        return first >= '0' && first <= '9' ? number() : literal();
    }
  }

  /** After its first quote. Without an end it reaches to the end of all, where nothing follows. */
  private long string(long seed, long fold) {
    int from = at;
    int to = from;
    while (to < json.length && json[to] != '"') {
      if (json[to] == '\\') {
        return escapedString(seed, fold);
      }
      to++;
    }
    at = to + 1;
    return hash(json, from, to, seed, fold);
  }

  private long escapedString(long seed, long fold) {
    int size = 0;
    while (at < json.length && json[at] != '"') {
      if (size + 4 > unescaped.length) {
        unescaped = Arrays.copyOf(unescaped, 2 * size);
      }
      byte next = json[at++];
      if (next != '\\' || at == json.length) {
        unescaped[size++] = next;
      } else if (json[at] == 'u') {
        at++;
        size = utf8(codePoint(), size);
      } else {
        unescaped[size++] = meaning(json[at++]);
      }
    }
    at++;
    return hash(unescaped, 0, size, seed, fold);
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
        && at + 1 < json.length
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
    for (int digits = 0; digits < 4 && at < json.length; digits++) {
      unit = unit << 4 | Math.max(0, Character.digit(json[at++], 16));
    }
    return unit;
  }

  private int utf8(int codePoint, int size) {
    int end = size;
    if (codePoint < 0x80) {
      unescaped[end++] = (byte) codePoint;
      return end;
    }
    if (codePoint < 0x800) {
      unescaped[end++] = (byte) (0xc0 | codePoint >> 6);
    } else {
      if (codePoint < 0x10000) {
        unescaped[end++] = (byte) (0xe0 | codePoint >> 12);
      } else {
        unescaped[end++] = (byte) (0xf0 | codePoint >> 18);
        unescaped[end++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
      }
      unescaped[end++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
    }
    unescaped[end++] = (byte) (0x80 | codePoint & 0x3f);
    return end;
  }

  /** Over the digits between the first and the last that are not zero, and what they are worth. */
  private long number() {
    boolean negative = json[at] == '-';
    if (negative) {
      at++;
    }
    long digits = NUMBER;
    long exponent = 0;
    int zeros = 0;
    boolean any = false;
    boolean fraction = false;
    for (; at < json.length; at++) {
      int digit = json[at] - '0';
      if (digit < 0 || digit > 9) {
        if (json[at] != '.' || fraction) {
          break;
        }
        fraction = true;
        continue;
      }
      exponent -= fraction ? 1 : 0;
      if (digit == 0) {
        zeros += any ? 1 : 0;
        continue;
      }
      for (; zeros > 0; zeros--) {
        digits *= M1;
      }
      digits = (digits + digit) * M1;
      any = true;
    }
    exponent += zeros + power();
    return any ? finish(digits, 2 * exponent + (negative ? 1 : 0)) : NUMBER;
  }

  private long power() {
    if (at == json.length || json[at] != 'e' && json[at] != 'E') {
      return 0;
    }
    at++;
    boolean negative = at < json.length && json[at] == '-';
    if (negative || at < json.length && json[at] == '+') {
      at++;
    }
    long power = 0;
    for (; at < json.length && json[at] >= '0' && json[at] <= '9'; at++) {
      power = power * 10 + json[at] - '0';
    }
    return negative ? -power : power;
  }

  private long literal() {
    int from = at;
    while (at < json.length && json[at] >= 'a' && json[at] <= 'z') {
      at++;
    }
    return hash(json, from, at, OTHER, EXACT);
  }

  private long structure() {
    int from = at;
    int depth = 0;
    do {
      switch (json[at++]) {
        case '{':
        case '[':
          depth++;
          break;
        case '}':
        case ']':
          depth--;
          break;
        case '"':
          string(OTHER, EXACT);
          break;
        default:
          break;
      }
    } while (depth > 0 && at < json.length);
    return hash(json, from, Math.min(at, json.length), OTHER, EXACT);
  }

  /** The next byte that is not space, and over it; 0 at the end. */
  private int next() {
    int next = peek();
    at++;
    return next;
  }

  private int peek() {
    while (at < json.length) {
      int next = json[at];
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next;
      }
      at++;
    }
    return 0;
  }

  private static long hash(byte[] bytes, int from, int to, long seed, long fold) {
    long hash = seed + (to - from) * M1;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      hash = (hash ^ ((long) LONGS.get(bytes, i) | fold)) * M2;
      hash ^= hash >>> 32;
    }
    if (i < to) {
      long rest = 0;
      for (int j = to - 1; j >= i; j--) {
        rest = rest << 8 | bytes[j] & 0xff;
      }
      hash = (hash ^ (rest | fold)) * M2;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private static long finish(long one, long other) {
    long mixed = one * M1 + Long.rotateLeft(other, 32) * M2 + other;
    mixed = (mixed ^ mixed >>> 33) * M2;
    mixed = (mixed ^ mixed >>> 29) * M1;
    return mixed ^ mixed >>> 32;
  }
}
