package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.Turn;
import io.tideline.event.Position;

/**
 * Decides which events are re-sent and which are new. Drops only what is proven to be re-sent; in
 * doubt it delivers, and reports.
 *
 * <p>Two proofs: within a run and a shard the writer counts, so a count that came before is the
 * same record ({@link Turn#SEEN}). And another run of the writer sends what an earlier one may not
 * have finished, in order, so what is not after the key's last position has been delivered.
 * Therefore the state is that of the last event <em>delivered</em>: were it moved to the new run by
 * the first re-sent event, the second would pass as one of that run.
 *
 * <p>A late record of an earlier run is judged like one of a later run: the run after it has sent
 * the change itself, or found it acknowledged.
 *
 * <p>A READ may share its position with others, so the same position proves nothing about it. The
 * rows of a table without a key share one state; of its READs only the writer's count proves
 * anything, and they must not mix with its log: their state is kept apart (see {@link
 * GateOperator}).
 *
 * <p>Where states expire, a key may have none, or one of an older event that was sent again, though
 * later events of it were delivered: then what would be delivered is in doubt (see {@link
 * Horizon}).
 *
 * <p>A replayed dead letter is none of its business: what its key saw meanwhile says nothing about
 * it.
 */
final class Gate {

  private Gate() {}

  /**
   * @param last the state of the event's key; null when nothing of it was delivered yet
   */
  static Decision decide(Arrival event, KeyState last) {
    if (event.turn() == Turn.SEEN) {
      return Decision.RESENT_BY_CLIENT;
    }
    boolean late = event.turn() == Turn.LATE;
    if (last == null) {
      return late ? Decision.REORDERED : Decision.DELIVER;
    }
    boolean anotherRun = last.isOfAnotherRun(event.run());
    if (event.isRead() && !event.isKeyed()) {
      return anotherRun ? Decision.READ_AGAIN : late ? Decision.REORDERED : Decision.DELIVER;
    }
    if (event.isRead() && event.image() != ImageHash.NO_IMAGE && event.image() == last.image()) {
      return Decision.SEEN_AGAIN;
    }
    int order = event.position().compareTo(last.position());
    boolean samePlace = order == 0 && !event.isRead();
    if (anotherRun && (order < 0 || samePlace)) {
      return Decision.RESENT_AFTER_RESTART;
    }
    if (order < 0 || late) {
      return Decision.REORDERED;
    }
    return samePlace ? Decision.REPEATED : Decision.DELIVER;
  }

  /**
   * Whether a change that comes in its order does not begin where the last one ended. Not seen
   * where the columns changed in between, or where an image cannot be read.
   *
   * @param before the hash of the row before the change
   */
  static boolean breaksChain(ImageHash before, KeyState last) {
    if (before.shape() == ImageHash.UNREADABLE) {
      return false;
    }
    return last.shape() == ImageHash.NO_ROW
        || last.shape() == before.shape() && last.comparable() != before.comparable();
  }

  /** Whether a dead letter that comes again is older than what its key has had meanwhile. */
  static boolean isSuperseded(Position replayed, KeyState last) {
    return last != null && replayed.compareTo(last.position()) < 0;
  }

  /** The key's state after an event that was delivered. Position and image never go back. */
  static KeyState advance(Arrival event, KeyState last) {
    boolean newest = last == null || event.position().compareTo(last.position()) >= 0;
    return newest ? KeyState.of(event) : last.inRun(event.run());
  }
}
