package io.tideline.connector.changes.gate;

import io.tideline.event.Position;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Up to which position of the log keys may have been forgotten, where their state has a time to
 * live. A state that has expired was written at least that long ago, so the event that it told of
 * stands at or before the greatest position that had been delivered then. Beyond it the states say
 * all; up to it an event that they take for new may have been delivered before.
 *
 * <p>The time is cut into parts and each part's greatest position kept; a part counts as old when
 * its first moment is.
 */
final class Horizon {

  private static final int PARTS = 16;

  private final Duration timeToLive;
  private final long part;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private Position passed;

  /** The greatest position that was delivered in a part of the time. */
  static final class Mark {
    private final long start;
    private Position greatest;

    /**
     * @param start milliseconds since the epoch
     */
    Mark(long start, Position greatest) {
      this.start = start;
      this.greatest = greatest;
    }

    long start() {
      return start;
    }

    Position greatest() {
      return greatest;
    }
  }

  /**
   * @param timeToLive null when states live for ever from now on; what was forgotten stays so
   * @param restored by all subtasks, as keys move between them
   */
  Horizon(Duration timeToLive, List<Mark> restored) {
    this.timeToLive = timeToLive;
    this.part = timeToLive == null ? 0 : Math.max(1, timeToLive.toMillis() / PARTS);
    restored.stream()
        .sorted((one, other) -> Long.compare(one.start, other.start))
        .forEach(this::restore);
  }

  private void restore(Mark mark) {
    if (timeToLive == null) {
      passed = later(passed, mark.greatest);
    } else {
      note(mark.greatest, mark.start);
    }
  }

  /** Whether anything can have been forgotten, now or later. */
  boolean isNeeded() {
    return timeToLive != null || passed != null;
  }

  /**
   * A key's state was written.
   *
   * @param now milliseconds since the epoch
   */
  void note(Position position, long now) {
    if (timeToLive == null) {
      return;
    }
    Mark last = marks.peekLast();
    if (last != null && now < last.start + part) {
      last.greatest = later(last.greatest, position);
    } else {
      marks.addLast(new Mark(now - Math.floorMod(now, part), position));
    }
  }

  /** Whether an event at that position may have been delivered and forgotten. */
  boolean covers(Position position, long now) {
    while (!marks.isEmpty() && marks.peekFirst().start + timeToLive.toMillis() <= now) {
      passed = later(passed, marks.removeFirst().greatest);
    }
    return passed != null && position.compareTo(passed) <= 0;
  }

  /** What is to be restored. */
  List<Mark> marks() {
    List<Mark> all = new ArrayList<>();
    if (passed != null) {
      all.add(new Mark(0, passed));
    }
    all.addAll(marks);
    return all;
  }

  private static Position later(Position one, Position other) {
    return one == null || other.compareTo(one) > 0 ? other : one;
  }
}
