package io.tideline.event;

/** What a change event says happened, as the {@code op} column of the topic spells it. */
public enum Op {
  /** A row found by the snapshot. */
  READ,
  INSERT,
  UPDATE,
  DELETE,
  /** A table was emptied; no row event tells of the single rows. */
  TRUNCATE,
  /** A table was created, altered, renamed or dropped. */
  SCHEMA,
  /**
   * A snapshot that was interrupted reads a range of keys again; a row of it that was deleted in
   * between leaves no event.
   */
  REREAD,
  /** Nothing changed; carries the log position that capture has reached. */
  HEARTBEAT;

  /**
   * Whether the event speaks of one row; the others concern a table or the log and go to every
   * shard.
   */
  public boolean isRow() {
    return this == READ || this == INSERT || this == UPDATE || this == DELETE;
  }
}
