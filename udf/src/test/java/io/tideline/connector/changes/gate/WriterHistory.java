package io.tideline.connector.changes.gate;

import io.tideline.event.Op;
import io.tideline.event.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One row of a database and the writer that sends its changes: what the row went through, and what
 * arrives in the topic while the writer crashes, goes back to its checkpoint, reads its snapshot
 * again, and its client puts records twice.
 */
final class WriterHistory {

  private static final long SHARD = 17;

  /** A change as it happened, to be recognised behind the gate. */
  static final class Change {
    final Op op;
    final Position position;
    final long image;

    Change(Op op, Position position, long image) {
      this.op = op;
      this.position = position;
      this.image = image;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Change
          && ((Change) other).op == op
          && ((Change) other).position.equals(position)
          && ((Change) other).image == image;
    }

    @Override
    public int hashCode() {
      return Objects.hash(op, position);
    }

    @Override
    public String toString() {
      return op + " at " + position + " to " + image;
    }
  }

  /** What must come out: each change once, in order. */
  final List<Change> changes = new ArrayList<>();

  /** What came out. */
  final List<Change> delivered = new ArrayList<>();

  final List<Finding.Kind> findings = new ArrayList<>();

  private final List<Change> log = new ArrayList<>();
  private final List<Runnable> putInThisRun = new ArrayList<>();
  private KeyState state;
  private long row = Arrival.NO_IMAGE;
  private long sentImage = Arrival.NO_IMAGE;
  private int place = 1;
  private long run = 1;
  private long seq;
  private int next;
  private int checkpoint;
  private int furthest;
  private boolean snapshotInCheckpoint;

  /** Begins with a snapshot that finds the row, or not. */
  WriterHistory(long firstImage) {
    row = firstImage;
    snapshot();
  }

  void change(int image) {
    place++;
    Op op = row == Arrival.NO_IMAGE ? Op.INSERT : image == 0 ? Op.DELETE : Op.UPDATE;
    row = op == Op.DELETE ? Arrival.NO_IMAGE : Math.max(image, 1);
    log.add(new Change(op, position(), row));
  }

  void send() {
    if (next < log.size()) {
      Change change = log.get(next++);
      if (next > furthest) {
        furthest = next;
        changes.add(change);
        sentImage = change.image;
      }
      put(change);
    }
  }

  void sendAll() {
    while (next < log.size()) {
      send();
    }
  }

  /** The client did not see the answer and puts its last records again. */
  void putAgain(int count) {
    int size = putInThisRun.size();
    List.copyOf(putInThisRun.subList(Math.max(0, size - count), size)).forEach(Runnable::run);
  }

  void takeCheckpoint() {
    checkpoint = next;
    snapshotInCheckpoint = true;
  }

  /**
   * @param late whether the last record of the old run lands once more, after the new run began
   */
  void crash(boolean late) {
    Runnable last = putInThisRun.isEmpty() ? () -> {} : putInThisRun.get(putInThisRun.size() - 1);
    putInThisRun.clear();
    run++;
    seq = 0;
    if (snapshotInCheckpoint) {
      next = checkpoint;
      send();
    } else {
      snapshot();
    }
    if (late) {
      last.run();
    }
  }

  /** Its row is that of now, so the log before it is not sent. */
  private void snapshot() {
    place++;
    next = log.size();
    checkpoint = next;
    furthest = Math.max(furthest, next);
    if (row != Arrival.NO_IMAGE) {
      Change read = new Change(Op.READ, position(), row);
      if (row != sentImage) {
        changes.add(read);
      }
      sentImage = row;
      put(read);
    }
  }

  private Position position() {
    return Position.of(1, 1, place, 0, Position.WHOLE);
  }

  private void put(Change change) {
    Arrival.Stamped stamped = new Arrival.Stamped(run, seq++, SHARD, 0);
    Runnable arrive =
        () -> arrive(change, new Arrival(change.op, change.position, true, change.image, stamped));
    putInThisRun.add(arrive);
    arrive.run();
  }

  private void arrive(Change change, Arrival arrival) {
    Decision decision = Gate.decide(arrival, state);
    if (decision.advances()) {
      state = Gate.advance(arrival, state);
    }
    if (decision.isDelivered()) {
      delivered.add(change);
    }
    if (decision.finding() != null) {
      findings.add(decision.finding());
    }
  }
}
