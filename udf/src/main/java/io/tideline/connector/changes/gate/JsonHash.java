package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.decode.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Goes over a JSON text and hashes its values, so that how they are written makes no difference.
 * Forgiving: it reads past what is no JSON, and only never past the end; what stands in the place
 * of a value and is none it tells.
 */
final class JsonHash {

  private static final long STRING = 0x5851f42d4c957f2dL;
  private static final long NUMBER = 0x14057b7ef767814fL;
  private static final long OTHER = 0x27d4eb2f165667c5L;
  private static final byte[][] LITERALS = {ascii("null"), ascii("true"), ascii("false")};

  private final UnescapedText escaped = new UnescapedText();
  private byte[] json;
  private int at;
  private int end;
  private boolean valueMissing;

  void start(byte[] text, int from, int to) {
    json = text;
    at = from;
    end = to;
    valueMissing = false;
  }

  /** Whether something stood in the place of a value that is none. */
  boolean isValueMissing() {
    return valueMissing;
  }

  void stop() {
    json = null;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Of all bytes as they are. */
  static long ofText(byte[] text, int from, int to) {
    return Hash64.finish(Hash64.of(text, from, to, OTHER, Hash64.EXACT), 0);
  }

  /** Whether there is nothing more but space. */
  boolean isEnd() {
    peek();
    return at == end;
  }

  /** The next byte that is not space, and over it; 0 at the end. */
  int next() {
    int next = peek();
    at++;
    return next;
  }

  /** The same without going over it. */
  int peek() {
    while (at < end) {
      int next = json[at];
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next;
      }
      at++;
    }
    return 0;
  }

  /** Of the value that begins here, and over it. */
  long value() {
    int first = peek();
    switch (first) {
      case '"':
        at++;
        return string(STRING, Hash64.EXACT);
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
  long string(long seed, long fold) {
    int from = at;
    int to = JsonBytes.quoteOrBackslash(json, from, end);
    if (to < end && json[to] == '\\') {
      at = escaped.read(json, from, end) + 1;
      return escaped.hash(seed, fold);
    }
    at = to + 1;
    return Hash64.of(json, from, to, seed, fold);
  }

  /** Over the digits between the first and the last that are not zero, and what they are worth. */
  private long number() {
    boolean negative = json[at] == '-';
    if (negative) {
      at++;
      valueMissing |= at == end || json[at] < '0' || json[at] > '9';
    }
    long digits = NUMBER;
    long exponent = 0;
    int zeros = 0;
    boolean any = false;
    boolean fraction = false;
    for (; at < end; at++) {
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
        digits *= Hash64.M1;
      }
      digits = (digits + digit) * Hash64.M1;
      any = true;
    }
    exponent += zeros + power();
    return any ? Hash64.finish(digits, 2 * exponent + (negative ? 1 : 0)) : NUMBER;
  }

  private long power() {
    if (at == end || json[at] != 'e' && json[at] != 'E') {
      return 0;
    }
    at++;
    boolean negative = at < end && json[at] == '-';
    if (negative || at < end && json[at] == '+') {
      at++;
    }
    long power = 0;
    for (; at < end && json[at] >= '0' && json[at] <= '9'; at++) {
      power = power * 10 + json[at] - '0';
    }
    return negative ? -power : power;
  }

  private long literal() {
    int from = at;
    while (at < end && json[at] >= 'a' && json[at] <= 'z') {
      at++;
    }
    valueMissing |= !isLiteral(from, at - from);
    return Hash64.of(json, from, at, OTHER, Hash64.EXACT);
  }

  private boolean isLiteral(int from, int length) {
    for (byte[] literal : LITERALS) {
      if (length == literal.length && Arrays.equals(json, from, at, literal, 0, length)) {
        return true;
      }
    }
    return false;
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
          string(OTHER, Hash64.EXACT);
          break;
        default:
          break;
      }
    } while (depth > 0 && at < end);
    return Hash64.of(json, from, Math.min(at, end), OTHER, Hash64.EXACT);
  }
}
