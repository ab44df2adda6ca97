package io.tideline.connector.changes.gate;

import java.io.Serializable;
import java.time.Duration;

/** How many dead letters among the rows of a window are too many, and what happens then. */
public final class LetterThreshold implements Serializable {

  /** What a window with too many letters does. */
  public enum Action {
    LOG,
    FAIL
  }

  /** Any number will do. */
  public static final LetterThreshold NONE =
      new LetterThreshold(1, Duration.ofMinutes(1), 1, Action.LOG);

  private static final long serialVersionUID = 1L;

  private final double share;
  private final Duration window;
  private final long leastRows;
  private final Action action;

  /**
   * @param share from 0 to 1; a window with more than it has too many letters, so 1 is never
   *     reached
   * @param leastRows rows, good and bad, without which a window says nothing
   * @throws IllegalArgumentException when a number is out of range
   */
  public LetterThreshold(double share, Duration window, long leastRows, Action action) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of dead letters is 0 to 1, not " + share);
    }
    if (window.toMillis() < 1) {
      throw new IllegalArgumentException("a window is 1 ms or longer, not " + window);
    }
    if (leastRows < 1) {
      throw new IllegalArgumentException("a window has 1 row or more, not " + leastRows);
    }
    this.share = share;
    this.window = window;
    this.leastRows = leastRows;
    this.action = action;
  }

  boolean isExceeded(long rows, long letters) {
    return rows + letters >= leastRows && letters > share * (rows + letters);
  }

  boolean isOff() {
    return share == 1;
  }

  double share() {
    return share;
  }

  Duration window() {
    return window;
  }

  Action action() {
    return action;
  }
}
