package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.Provenance;
import io.tideline.event.Position;

/**
 * The last event of a key that was delivered: its place in the writer's count and in the log, and a
 * hash of the row it left behind. 48 bytes; a deleted row leaves one without an image.
 */
final class KeyState {

  private final long run;
  private final long seq;
  private final long shard;
  private final Position position;
  private final long image;

  KeyState(long run, long seq, long shard, Position position, long image) {
    this.run = run;
    this.seq = seq;
    this.shard = shard;
    this.position = position;
    this.image = image;
  }

  long run() {
    return run;
  }

  long seq() {
    return seq;
  }

  long shard() {
    return shard;
  }

  Position position() {
    return position;
  }

  long image() {
    return image;
  }

  boolean isStamped() {
    return run != Provenance.UNSTAMPED && seq != Provenance.UNSTAMPED;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof KeyState)) {
      return false;
    }
    KeyState that = (KeyState) other;
    return run == that.run
        && seq == that.seq
        && shard == that.shard
        && image == that.image
        && position.equals(that.position);
  }

  @Override
  public int hashCode() {
    return position.hashCode();
  }

  @Override
  public String toString() {
    return "run " + run + ", seq " + seq + " at " + position;
  }
}
