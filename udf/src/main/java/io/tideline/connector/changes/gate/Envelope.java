package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.EventTexts;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Op;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the parts of an event that say what it is. */
final class Envelope {

  private static final int LONGEST_SHOWN = 100;
  private static final long[] NONE = {};
  private static final Op[] OPS = Op.values();
  private static final byte[][] NAMES =
      Arrays.stream(OPS)
          .map(op -> op.name().getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  private Envelope() {}

  /**
   * @throws MalformedEventException when there is no such op, or a row event names no table or has
   *     no id
   */
  static Op op(ChangeEvent event) throws MalformedEventException {
    EventTexts texts = event.texts();
    Op op = parse(texts);
    if (op.isRow()) {
      require(ChangeColumns.EVENT_ID, texts, op);
      require(ChangeColumns.DATABASE_NAME, texts, op);
      require(ChangeColumns.TABLE_NAME, texts, op);
    }
    return op;
  }

  /**
   * @param hash made to read the key
   * @throws MalformedEventException when the event names a row by something that is no key; a table
   *     without a key has NULL
   */
  static void checkKey(ChangeEvent event, ImageHash hash) throws MalformedEventException {
    if (!event.isKeyed()) {
      return;
    }
    EventTexts texts = event.texts();
    int from = texts.from(ChangeColumns.PRIMARY_KEY);
    int to = texts.to(ChangeColumns.PRIMARY_KEY);
    hash.read(texts.bytes(), from, to, NONE);
    if (!hash.hasColumns()) {
      String start =
          new String(
              texts.bytes(), from, Math.min(to - from, LONGEST_SHOWN), StandardCharsets.UTF_8);
      throw new MalformedEventException(
          "column 'primary_key': '" + start + "' is not a JSON object of the key's columns");
    }
  }

  private static void require(int column, EventTexts texts, Op op) throws MalformedEventException {
    if (texts.size(column) == 0) {
      throw new MalformedEventException(
          String.format(
              "column '%s': is %s in %s",
              ChangeColumns.NAMES.get(column), texts.isNull(column) ? "NULL" : "empty", op));
    }
  }

  private static Op parse(EventTexts texts) throws MalformedEventException {
    for (int i = 0; i < OPS.length; i++) {
      if (texts.is(ChangeColumns.OP, NAMES[i])) {
        return OPS[i];
      }
    }
    throw new MalformedEventException(
        texts.isNull(ChangeColumns.OP)
            ? "column 'op': is NULL"
            : "column 'op': '"
                + texts.string(ChangeColumns.OP)
                + "' is none of READ, INSERT, UPDATE, DELETE");
  }
}
