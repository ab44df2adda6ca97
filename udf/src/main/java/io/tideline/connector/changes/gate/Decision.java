package io.tideline.connector.changes.gate;

/** What the gate says of an event, one for each line of its table. */
enum Decision {
  DELIVER(true, true, null),
  /** The same record again, put into the shard twice by a client that retried. */
  RESENT_BY_CLIENT(false, false, null),
  /** The same change again, sent by a writer that went back to its checkpoint. */
  RESENT_AFTER_RESTART(false, false, null),
  /** A snapshot read the row again, and it is as it was. */
  SEEN_AGAIN(false, false, null),
  /** A dead letter on its way again; what the key saw meanwhile says nothing about it. */
  REPLAYED(true, false, null),
  REORDERED(true, true, Finding.Kind.REORDERED),
  /** The same place in the log twice within a run: the writer was given the change twice. */
  REPEATED(true, true, Finding.Kind.REPEATED),
  /** A snapshot of a table without a key was begun again: nothing tells its rows apart. */
  READ_AGAIN(true, true, Finding.Kind.READ_AGAIN);

  private final boolean delivered;
  private final boolean advances;
  private final Finding.Kind finding;

  Decision(boolean delivered, boolean advances, Finding.Kind finding) {
    this.delivered = delivered;
    this.advances = advances;
    this.finding = finding;
  }

  boolean isDelivered() {
    return delivered;
  }

  /** Whether the key's state moves on. A re-sent event must leave it: see {@link Gate}. */
  boolean advances() {
    return advances;
  }

  /** What is reported beside; null for nothing. */
  Finding.Kind finding() {
    return finding;
  }
}
