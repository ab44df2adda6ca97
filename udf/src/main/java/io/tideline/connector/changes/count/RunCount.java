package io.tideline.connector.changes.count;

import io.tideline.connector.changes.raw.Turn;
import java.util.Arrays;

/**
 * Which seqs of one run came from a shard: all from {@code from} on and before {@code next}, but
 * for the holes. Of what is before {@code from} nothing is known.
 *
 * <p>The holes are few: beyond {@link #MOST_HOLES} the oldest is forgotten with all before it, so
 * that what comes from there is neither taken for new nor for seen.
 */
final class RunCount {

  static final int MOST_HOLES = 64;

  private static final long[] NONE = {};

  private final long run;
  private long from;
  private long next;

  /** Pairs of the first seq that is missing and the first after it that is not; ascending. */
  private long[] holes;

  private int used;

  RunCount(long run, long from, long next, long[] holes) {
    this.run = run;
    this.from = from;
    this.next = next;
    this.holes = holes;
    this.used = holes.length;
  }

  /** One of which the next to come is that seq. */
  static RunCount startingAt(long run, long seq) {
    return new RunCount(run, seq, seq, NONE);
  }

  RunCount copy() {
    return new RunCount(run, from, next, holes());
  }

  long run() {
    return run;
  }

  long from() {
    return from;
  }

  long next() {
    return next;
  }

  long[] holes() {
    return used == 0 ? NONE : Arrays.copyOf(holes, used);
  }

  /** Says what a record of that seq is, and takes it into account. */
  Turn count(long seq) {
    if (seq == next) {
      next++;
      return Turn.EXPECTED;
    }
    if (seq > next) {
      addHole(used, next, seq);
      next = seq + 1;
      return Turn.JUMPED;
    }
    if (seq < from) {
      return Turn.EXPECTED;
    }
    return fill(seq) ? Turn.LATE : Turn.SEEN;
  }

  private boolean fill(long seq) {
    for (int i = used - 2; i >= 0 && seq < holes[i + 1]; i -= 2) {
      if (seq >= holes[i]) {
        takeOut(i, seq);
        return true;
      }
    }
    return false;
  }

  private void takeOut(int hole, long seq) {
    long start = holes[hole];
    long end = holes[hole + 1];
    removeHole(hole);
    int at = hole;
    if (seq > start) {
      at = addHole(at, start, seq);
    }
    if (end > seq + 1) {
      addHole(at, seq + 1, end);
    }
  }

  /** Returns where the next one would stand. */
  private int addHole(int at, long start, long end) {
    int place = at;
    if (used == 2 * MOST_HOLES) {
      if (place == 0) {
        from = end;
        return 0;
      }
      from = holes[1];
      removeHole(0);
      place -= 2;
    }
    if (used == holes.length) {
      holes = Arrays.copyOf(holes, Math.max(4, 2 * used));
    }
    System.arraycopy(holes, place, holes, place + 2, used - place);
    holes[place] = start;
    holes[place + 1] = end;
    used += 2;
    return place + 2;
  }

  private void removeHole(int at) {
    System.arraycopy(holes, at + 2, holes, at, used - at - 2);
    used -= 2;
  }
}
