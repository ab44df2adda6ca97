package io.tideline.connector.changes.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * A place in a JSON text that moves on over what is expected there, and stays where something else
 * stands.
 */
final class PlainText {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  /** So many digits never overflow a long. */
  private static final int MOST_DIGITS = 18;

  private byte[] json;
  private int at;
  private int end;
  private MemorySegment[] segments;
  private long digits;
  private int scale;

  /**
   * @param segments of all the bytes
   */
  void start(byte[] text, int from, int to, MemorySegment[] segments) {
    this.json = text;
    this.at = from;
    this.end = to;
    this.segments = segments;
  }

  boolean isEnd() {
    return at == end;
  }

  boolean pass(int expected) {
    if (at < end && json[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  boolean pass(byte[] expected) {
    int to = at + expected.length;
    if (to <= end && Arrays.equals(json, at, to, expected, 0, expected.length)) {
      at = to;
      return true;
    }
    return false;
  }

  boolean passNull() {
    return at < end && json[at] == 'n' && pass(NULL);
  }

  /**
   * Over a number of at most 18 digits without an exponent; then {@link #digits} and {@link #scale}
   * tell of it.
   */
  boolean passNumber() {
    boolean negative = pass('-');
    int from = at;
    long value = 0;
    int point = -1;
    for (; at < end; at++) {
      int digit = json[at] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (digit == '.' - '0' && point < 0) {
        point = at;
      } else {
        break;
      }
    }
    int whole = (point < 0 ? at : point) - from;
    scale = point < 0 ? 0 : at - point - 1;
    digits = negative ? -value : value;
    return whole > 0
        && (whole == 1 || json[from] != '0')
        && (point < 0 || scale > 0)
        && whole + scale <= MOST_DIGITS;
  }

  /** Of the last number, without its point. */
  long digits() {
    return digits;
  }

  /** How many of the digits stand behind the point. */
  int scale() {
    return scale;
  }

  /** Over a number like {@link #passNumber}; null when there is none. */
  String number() {
    int from = at;
    return passNumber() ? new String(json, from, at - from, StandardCharsets.ISO_8859_1) : null;
  }

  /**
   * Over a string, as a value that stands where it stood.
   *
   * @return null when there is none, or one with escapes, of invisible characters, or longer than
   *     so many bytes
   */
  StringData string(int most) {
    int from = at + 1;
    int to = endOfString();
    if (to < 0
        || to - from > most
        || !JsonBytes.isVisibleAscii(json, from, to) && !isVisible(from, to)) {
      return null;
    }
    at = to + 1;
    return BinaryStringData.fromAddress(segments, from, to - from);
  }

  /** Over a string of ASCII characters; null when there is none. */
  String ascii() {
    int from = at + 1;
    int to = endOfString();
    if (to < 0 || !JsonBytes.isVisibleAscii(json, from, to)) {
      return null;
    }
    at = to + 1;
    return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private int endOfString() {
    if (at == end || json[at] != '"') {
      return -1;
    }
    int to = JsonBytes.quoteOrBackslash(json, at + 1, end);
    return to < end && json[to] == '"' ? to : -1;
  }

  private boolean isVisible(int from, int to) {
    for (int i = from; i < to; i++) {
      if (json[i] >= 0 && json[i] < ' ') {
        return false;
      }
    }
    return Utf8.isValid(json, from, to);
  }
}
