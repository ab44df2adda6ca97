package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Provenance;
import io.tideline.event.Op;
import io.tideline.event.Position;
import io.tideline.hash.Murmur128;

/** What the gate needs to know of an event of a row: never its values, only their hash. */
final class Arrival {

  /** The image of a row that is not there. */
  static final long NO_IMAGE = 0;

  private final Op op;
  private final Position position;
  private final boolean keyed;
  private final long image;
  private final Stamped stamped;

  /** The place in the writer's own count, and whether a dead letter comes again. */
  static final class Stamped {
    private final long run;
    private final long seq;
    private final long shard;
    private final int attempt;

    /**
     * @param shard a hash of the shard's name
     */
    Stamped(long run, long seq, long shard, int attempt) {
      this.run = run;
      this.seq = seq;
      this.shard = shard;
      this.attempt = attempt;
    }
  }

  Arrival(Op op, Position position, boolean keyed, long image, Stamped stamped) {
    this.op = op;
    this.position = position;
    this.keyed = keyed;
    this.image = image;
    this.stamped = stamped;
  }

  /**
   * @throws MalformedEventException when the event has no place in the log
   */
  static Arrival of(ChangeEvent event, Op op) throws MalformedEventException {
    Provenance provenance = event.provenance();
    return new Arrival(
        op,
        position(event.position()),
        event.primaryKey() != null,
        image(op == Op.DELETE ? null : event.after()),
        new Stamped(
            provenance.run(),
            provenance.seq(),
            new Murmur128().add(provenance.shard()).finish().low(),
            provenance.attempt()));
  }

  private static Position position(String text) throws MalformedEventException {
    if (text == null) {
      throw new MalformedEventException("column 'position': is NULL");
    }
    try {
      return Position.parse(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedEventException("column 'position': " + e.getMessage());
    }
  }

  private static long image(byte[] json) {
    if (json == null) {
      return NO_IMAGE;
    }
    long hash = new Murmur128().add(json).finish().low();
    return hash == NO_IMAGE ? 1 : hash;
  }

  Position position() {
    return position;
  }

  long image() {
    return image;
  }

  long run() {
    return stamped.run;
  }

  long seq() {
    return stamped.seq;
  }

  long shard() {
    return stamped.shard;
  }

  boolean isRead() {
    return op == Op.READ;
  }

  boolean isKeyed() {
    return keyed;
  }

  boolean isReplayed() {
    return stamped.attempt > 0;
  }

  boolean isStamped() {
    return stamped.run != Provenance.UNSTAMPED && stamped.seq != Provenance.UNSTAMPED;
  }
}
