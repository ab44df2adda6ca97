package io.tideline.connector.changes.gate;

/** What the gate says of an event, one for each line of its table. */
enum Decision {
  DELIVER(true, null),
  /** The same record again, put into the shard twice by a client that retried. */
  RESENT_BY_CLIENT(false, null),
  /** The same change again, sent by a writer that went back to its checkpoint. */
  RESENT_AFTER_RESTART(false, null),
  /** A snapshot read the row again, and it is as it was. */
  SEEN_AGAIN(false, null),
  REORDERED(true, FindingKind.REORDERED),
  /** The same place in the log twice within a run: the writer was given the change twice. */
  REPEATED(true, FindingKind.REPEATED),
  /**
   * Its key may have had a state that has expired: whether it comes for the first time is not
   * known.
   */
  UNPROVEN(true, FindingKind.EXPIRED),
  /** A snapshot of a table without a key was begun again: nothing tells its rows apart. */
  READ_AGAIN(true, FindingKind.READ_AGAIN);

  private final boolean delivered;
  private final FindingKind finding;

  Decision(boolean delivered, FindingKind finding) {
    this.delivered = delivered;
    this.finding = finding;
  }

  /** Whether the event passes and the key's state moves on; a re-sent one must leave it. */
  boolean isDelivered() {
    return delivered;
  }

  /** What is reported beside; null for nothing. */
  FindingKind finding() {
    return finding;
  }
}
