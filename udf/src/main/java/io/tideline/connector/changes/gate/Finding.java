package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Turn;
import io.tideline.event.Position;
import java.util.List;

/** Something inconsistent that an event showed, with what was expected and what was found. */
final class Finding {

  private final FindingKind kind;
  private final ChangeEvent event;
  private final String expected;
  private final String found;
  private final Position last;

  /**
   * @param last where the key's last event stands; null when it is unknown or says nothing here
   */
  private Finding(
      FindingKind kind, ChangeEvent event, String expected, String found, Position last) {
    this.kind = kind;
    this.event = event;
    this.expected = expected;
    this.found = found;
    this.last = last;
  }

  static Finding gap(ChangeEvent event) {
    long seq = event.provenance().seq();
    String found = "seq " + seq + ": " + (seq - event.due()) + " missing";
    return new Finding(FindingKind.GAP, event, "seq " + event.due(), found, null);
  }

  /**
   * An event that the shard's count, or its key's last event, shows to be out of its order.
   *
   * @param last null when nothing of the key was delivered yet
   */
  static Finding outOfOrder(FindingKind kind, ChangeEvent event, KeyState last) {
    if (event.turn() == Turn.LATE) {
      String found = "seq " + event.provenance().seq() + ", which had not come";
      Position before = last == null ? null : last.position();
      return new Finding(kind, event, "seq " + event.due(), found, before);
    }
    String found = "run " + event.provenance().run() + " at " + event.position();
    return new Finding(kind, event, "after " + last, found, last.position());
  }

  /** An event of a key whose state may have expired. */
  static Finding expired(ChangeEvent event) {
    return new Finding(
        FindingKind.EXPIRED,
        event,
        "an event later than all that may be forgotten",
        "run " + event.provenance().run() + " at " + event.position(),
        null);
  }

  static Finding brokenChain(ChangeEvent event, KeyState last) {
    boolean deleted = last.shape() == ImageHash.NO_ROW;
    return new Finding(
        FindingKind.BROKEN_CHAIN,
        event,
        deleted ? "no row, as after its DELETE" : "the row as after " + last,
        deleted ? "a row in 'before'" : "other values in 'before'",
        last.position());
  }

  static Finding drift(ChangeEvent event, String route, List<String> columns) {
    return new Finding(
        FindingKind.SCHEMA_DRIFT, event, "the columns of " + route, "also " + columns, null);
  }

  static Finding unknownTable(ChangeEvent event, String table) {
    return new Finding(FindingKind.UNKNOWN_TABLE, event, "one of the tables read", table, null);
  }

  static Finding noDeadLetters(ChangeEvent event, Exception error) {
    return new Finding(
        FindingKind.NO_DEAD_LETTERS, event, "a row of its table", error.getMessage(), null);
  }

  FindingKind kind() {
    return kind;
  }

  ChangeEvent event() {
    return event;
  }

  String expected() {
    return expected;
  }

  String found() {
    return found;
  }

  Position last() {
    return last;
  }

  @Override
  public String toString() {
    return String.format(
        "%s: %s. Event: %s. Expected: %s; found: %s", kind, kind.meaning(), event, expected, found);
  }
}
