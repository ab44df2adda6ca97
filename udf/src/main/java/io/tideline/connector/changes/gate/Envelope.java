package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.Op;

/** Reads the parts of an event that say what it is. */
final class Envelope {

  private Envelope() {}

  /**
   * @throws MalformedEventException when there is no such op, or a row event names no table
   */
  static Op op(ChangeEvent event) throws MalformedEventException {
    Op op = parse(event.op());
    if (op.isRow() && (event.database() == null || event.table() == null)) {
      throw new MalformedEventException(
          String.format(
              "column '%s': is NULL in %s",
              event.database() == null ? "database_name" : "table_name", op));
    }
    return op;
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
