package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.Provenance;
import io.tideline.event.Position;

/**
 * The last event of a key that was delivered: its run, its place in the log, and hashes of the row
 * it left behind. 44 bytes; a deleted row leaves one without an image.
 */
final class KeyState {

  private long run;

  /** The position, without an object for it: there may be many millions of these on the heap. */
  private long positionHigh;

  private long positionLow;
  private long image;
  private long comparable;
  private int shape;

  KeyState(long run, Position position, long image, long comparable, int shape) {
    this.run = run;
    this.positionHigh = position.high();
    this.positionLow = position.low();
    this.image = image;
    this.comparable = comparable;
    this.shape = shape;
  }

  static KeyState of(Arrival event) {
    return new KeyState(
        event.run(), event.position(), event.image(), event.comparable(), event.shape());
  }

  /** The same, as of another run. */
  KeyState inRun(long other) {
    return new KeyState(other, position(), image, comparable, shape);
  }

  /** Takes the values of another one. */
  KeyState become(KeyState other) {
    run = other.run;
    positionHigh = other.positionHigh;
    positionLow = other.positionLow;
    image = other.image;
    comparable = other.comparable;
    shape = other.shape;
    return this;
  }

  KeyState copy() {
    return new KeyState(run, position(), image, comparable, shape);
  }

  long run() {
    return run;
  }

  Position position() {
    return Position.ofPacked(positionHigh, positionLow);
  }

  long image() {
    return image;
  }

  long comparable() {
    return comparable;
  }

  int shape() {
    return shape;
  }

  /** Not where one of the two says none. */
  boolean isOfAnotherRun(long other) {
    return run != other && run != Provenance.UNSTAMPED && other != Provenance.UNSTAMPED;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof KeyState)) {
      return false;
    }
    KeyState that = (KeyState) other;
    return run == that.run
        && image == that.image
        && comparable == that.comparable
        && shape == that.shape
        && positionHigh == that.positionHigh
        && positionLow == that.positionLow;
  }

  @Override
  public int hashCode() {
    return position().hashCode();
  }

  @Override
  public String toString() {
    return "run " + run + " at " + position();
  }
}
