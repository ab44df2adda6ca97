package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;

/** Something inconsistent that an event showed, with what was expected and what was found. */
final class Finding {

  /** Kinds of findings; each has a counter of its own. */
  enum Kind {
    REORDERED("an event is before its key's last one; it was delivered all the same"),
    REPEATED("an event stands where its key's last one stands; it was delivered again"),
    READ_AGAIN("a snapshot of a table without a key was begun again; its rows may come twice"),
    UNKNOWN_TABLE(
        "no table of this statement reads the event; declare its table and a route, or name it in 'unrouted-tables'"),
    NO_DEAD_LETTERS(
        "an event cannot be delivered and no statement reads the table of undeliverable events; it was passed over"),
    SCHEMA_DRIFT("a row has columns that its table does not declare; they were left out");

    private final String meaning;

    Kind(String meaning) {
      this.meaning = meaning;
    }

    String meaning() {
      return meaning;
    }
  }

  private final Kind kind;
  private final ChangeEvent event;
  private final String expected;
  private final String found;

  Finding(Kind kind, ChangeEvent event, String expected, String found) {
    this.kind = kind;
    this.event = event;
    this.expected = expected;
    this.found = found;
  }

  Kind kind() {
    return kind;
  }

  @Override
  public String toString() {
    return String.format(
        "%s: %s. Event: %s. Expected: %s; found: %s", kind, kind.meaning(), event, expected, found);
  }
}
