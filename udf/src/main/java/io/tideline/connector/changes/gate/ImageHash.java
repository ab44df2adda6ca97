package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.EventTexts;
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

  private static final long NAME = 0x2545f4914f6cdd1dL;

  private final JsonHash json = new JsonHash();
  private long image;
  private long comparable;
  private int shape;
  private int columns;

  /** The names of columns that cannot be compared, to be given to {@link #read}. */
  static long[] names(Iterable<String> columns) {
    long[] names = {};
    for (String column : columns) {
      byte[] bytes = column.getBytes(StandardCharsets.UTF_8);
      names = Arrays.copyOf(names, names.length + 1);
      names[names.length - 1] = Hash64.of(bytes, 0, bytes.length, NAME, Hash64.ANY_CASE);
    }
    return names;
  }

  /**
   * @param column of a JSON object
   * @param incomparable see {@link #names}
   */
  void read(EventTexts texts, int column, long[] incomparable) {
    if (texts.isNull(column)) {
      read(null, 0, 0, incomparable);
    } else {
      read(texts.bytes(), texts.from(column), texts.to(column), incomparable);
    }
  }

  /**
   * @param row a JSON object in UTF-8, or null
   * @param incomparable see {@link #names}
   */
  void read(byte[] row, long[] incomparable) {
    read(row, 0, row == null ? 0 : row.length, incomparable);
  }

  /** The same of a part of the array. */
  void read(byte[] row, int from, int to, long[] incomparable) {
    image = 0;
    comparable = 0;
    shape = 0;
    columns = 0;
    if (row == null) {
      image = NO_IMAGE;
      shape = UNREADABLE;
    } else if (object(row, from, to, incomparable)) {
      image = image == NO_IMAGE ? 1 : image;
      shape = shape == NO_ROW || shape == UNREADABLE ? 2 : shape;
    } else {
      image = JsonHash.ofText(row, from, to);
      image = image == NO_IMAGE ? 1 : image;
      comparable = 0;
      shape = UNREADABLE;
      columns = 0;
    }
    json.stop();
  }

  /** Whether it is a JSON object that has a column. */
  boolean hasColumns() {
    return columns > 0;
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

  private boolean object(byte[] row, int from, int to, long[] incomparable) {
    json.start(row, from, to);
    if (json.next() != '{') {
      return false;
    }
    if (json.peek() == '}') {
      json.next();
      return json.isEnd();
    }
    int end;
    do {
      if (json.next() != '"') {
        return false;
      }
      long name = json.string(NAME, Hash64.ANY_CASE);
      if (json.next() != ':') {
        return false;
      }
      long column = Hash64.finish(name, json.value());
      image += column;
      columns++;
      if (!contains(incomparable, name)) {
        comparable += column;
        shape += (int) Hash64.finish(name, 0);
      }
      end = json.next();
    } while (end == ',');
    return end == '}' && json.isEnd() && !json.isValueMissing();
  }

  private static boolean contains(long[] names, long name) {
    for (long other : names) {
      if (other == name) {
        return true;
      }
    }
    return false;
  }
}
