package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.Op;
import java.nio.charset.StandardCharsets;

/** Reads the parts of an event that say what it is. */
final class Envelope {

  private static final int LONGEST_SHOWN = 100;
  private static final long[] NONE = {};

  private Envelope() {}

  /**
   * @throws MalformedEventException when there is no such op, or a row event names no table or has
   *     no id
   */
  static Op op(ChangeEvent event) throws MalformedEventException {
    Op op = parse(event.op());
    if (op.isRow()) {
      require("event_id", event.eventId(), op);
      require("database_name", event.database(), op);
      require("table_name", event.table(), op);
    }
    return op;
  }

  /**
   * @param hash made to read the key
   * @throws MalformedEventException when the event names a row by something that is no key; a table
   *     without a key has NULL
   */
  static void checkKey(ChangeEvent event, ImageHash hash) throws MalformedEventException {
    byte[] key = event.primaryKey();
    if (key == null) {
      return;
    }
    hash.read(key, NONE);
    if (!hash.hasColumns()) {
      String start =
          new String(key, 0, Math.min(key.length, LONGEST_SHOWN), StandardCharsets.UTF_8);
      throw new MalformedEventException(
          "column 'primary_key': '" + start + "' is not a JSON object of the key's columns");
    }
  }

  private static void require(String column, String value, Op op) throws MalformedEventException {
    if (value == null || value.isEmpty()) {
      throw new MalformedEventException(
          String.format("column '%s': is %s in %s", column, value == null ? "NULL" : "empty", op));
    }
  }

  private static Op parse(String text) throws MalformedEventException {
    if (text == null) {
      throw new MalformedEventException("column 'op': is NULL");
    }
    switch (text) {
      case "READ":
        return Op.READ;
      case "INSERT":
        return Op.INSERT;
      case "UPDATE":
        return Op.UPDATE;
      case "DELETE":
        return Op.DELETE;
      case "TRUNCATE":
        return Op.TRUNCATE;
      case "SCHEMA":
        return Op.SCHEMA;
      case "REREAD":
        return Op.REREAD;
      case "HEARTBEAT":
        return Op.HEARTBEAT;
      default:
        throw new MalformedEventException(
            "column 'op': '" + text + "' is none of READ, INSERT, UPDATE, DELETE");
    }
  }
}
