package io.tideline.connector.changes.gate;

import java.util.Locale;

/** Kinds of findings; each has a check that can be set, and a counter of its own. */
public enum FindingKind {
  GAP("records of a run are missing on a shard; they were lost on the way, or kept too short"),
  REORDERED("an event came after later ones; it was delivered all the same"),
  REPEATED("an event stands where its key's last one stands; it was delivered again"),
  EXPIRED(
      "what the gate knew of an event's key may have expired; the event was delivered, perhaps again"),
  BROKEN_CHAIN(
      "the row before a change is not as the last change left it; one in between did not come"),
  READ_AGAIN("a snapshot of a table without a key was begun again; its rows may come twice"),
  UNKNOWN_TABLE(
      "no table of this statement reads the event; declare its table and a route, or name it in 'unrouted-tables'"),
  SCHEMA_DRIFT("a row has columns that its table does not declare; they were left out"),
  NO_DEAD_LETTERS(
      "an event cannot be delivered and no statement reads the table of undeliverable events; it was passed over");

  private final String meaning;
  private final String text;

  FindingKind(String meaning) {
    this.meaning = meaning;
    this.text = name().toLowerCase(Locale.ROOT);
  }

  String meaning() {
    return meaning;
  }

  /** As the column {@code kind} and the counter have it. */
  String text() {
    return text;
  }
}
