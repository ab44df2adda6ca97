package io.tideline.connector.changes.gate;

/**
 * Decides which events are re-sent and which are new. Drops only what is proven to be re-sent; in
 * doubt it delivers, and reports.
 *
 * <p>Two proofs: within a run and a shard the writer's count grows, so a count already seen is the
 * same record. And another run of the writer sends what an earlier one may not have finished, in
 * order, so what is not after the key's last position has been delivered. Therefore the state is
 * that of the last event <em>delivered</em>: were it moved to the new run by the first re-sent
 * event, the second would pass as one of that run.
 *
 * <p>A late record of an earlier run is judged like one of a later run: the run after it has sent
 * the change itself, or found it acknowledged.
 *
 * <p>A READ may share its position with others, so the same position proves nothing about it. The
 * rows of a table without a key share one state; of its READs only the writer's count proves
 * anything, and they must not mix with its log: their state is kept apart (see {@link
 * GateOperator}).
 */
final class Gate {

  private Gate() {}

  /**
   * @param last the state of the event's key; null when nothing of it was delivered yet
   */
  static Decision decide(Arrival event, KeyState last) {
    if (event.isReplayed()) {
      return Decision.REPLAYED;
    }
    if (last == null) {
      return Decision.DELIVER;
    }
    boolean stamped = event.isStamped() && last.isStamped();
    boolean anotherRun = stamped && event.run() != last.run();
    if (stamped && !anotherRun && event.shard() == last.shard() && event.seq() <= last.seq()) {
      return Decision.RESENT_BY_CLIENT;
    }
    if (event.isRead() && !event.isKeyed()) {
      return anotherRun ? Decision.READ_AGAIN : Decision.DELIVER;
    }
    if (event.isRead() && event.image() != Arrival.NO_IMAGE && event.image() == last.image()) {
      return Decision.SEEN_AGAIN;
    }
    int order = event.position().compareTo(last.position());
    boolean samePlace = order == 0 && !event.isRead();
    if (anotherRun) {
      return order < 0 || samePlace ? Decision.RESENT_AFTER_RESTART : Decision.DELIVER;
    }
    if (order < 0) {
      return Decision.REORDERED;
    }
    return samePlace ? Decision.REPEATED : Decision.DELIVER;
  }

  /** The key's state after an event that advances it. Position and image never go back. */
  static KeyState advance(Arrival event, KeyState last) {
    boolean newest = last == null || event.position().compareTo(last.position()) >= 0;
    return new KeyState(
        event.run(),
        event.seq(),
        event.shard(),
        newest ? event.position() : last.position(),
        newest ? event.image() : last.image());
  }
}
