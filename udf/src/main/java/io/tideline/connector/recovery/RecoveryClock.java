package io.tideline.connector.recovery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How long a recovery takes: from the first failure to the first record of a task that was started
 * after the last one. Failures on the way lengthen it and begin no other. It is over when all tasks
 * that had failed run again, and a record has come.
 *
 * <p>Used by one thread; the figures may be read by others.
 */
final class RecoveryClock {

  private static final long NEVER = Long.MIN_VALUE;

  private final Map<Integer, Integer> failedAttempts = new HashMap<>();
  private final Set<Integer> down = new HashSet<>();
  private long firstRecordAt = NEVER;
  private long allRunAt = NEVER;

  private volatile long failedAt = NEVER;
  private volatile long recoveries;
  private volatile long lastRecoveryMs;
  private volatile long lastRunningMs;

  /**
   * An attempt of a task ended before its time.
   *
   * @param now milliseconds; never less than before
   */
  void failed(int subtask, int attempt, long now) {
    if (failedAt == NEVER) {
      failedAt = now;
    }
    failedAttempts.merge(subtask, attempt, Math::max);
    down.add(subtask);
    firstRecordAt = NEVER;
    allRunAt = NEVER;
  }

  /**
   * @return whether the recovery is over with it
   */
  boolean runs(int subtask, int attempt, long now) {
    if (isLate(subtask, attempt)) {
      return false;
    }
    if (down.remove(subtask) && down.isEmpty()) {
      allRunAt = now;
    }
    return isOver();
  }

  /**
   * @return whether the recovery is over with it
   */
  boolean passedRecord(int subtask, int attempt, long now) {
    if (isLate(subtask, attempt)) {
      return false;
    }
    if (firstRecordAt == NEVER) {
      firstRecordAt = now;
    }
    return isOver();
  }

  /** What a task said before its failure was known, or what needs no timing. */
  private boolean isLate(int subtask, int attempt) {
    return failedAt == NEVER || attempt <= failedAttempts.getOrDefault(subtask, -1);
  }

  private boolean isOver() {
    if (firstRecordAt == NEVER || allRunAt == NEVER) {
      return false;
    }
    lastRecoveryMs = firstRecordAt - failedAt;
    lastRunningMs = allRunAt - failedAt;
    recoveries++;
    failedAt = NEVER;
    firstRecordAt = NEVER;
    allRunAt = NEVER;
    return true;
  }

  /** How many are over. */
  long recoveries() {
    return recoveries;
  }

  /** From the first failure to the first record, of the last recovery; 0 before there was one. */
  long lastRecoveryMs() {
    return lastRecoveryMs;
  }

  /** From the first failure to when all tasks ran, of the last recovery; 0 before there was one. */
  long lastRunningMs() {
    return lastRunningMs;
  }

  /** How long the one under way takes so far; 0 when there is none. */
  long recoveringMs(long now) {
    long since = failedAt;
    return since == NEVER ? 0 : Math.max(0, now - since);
  }
}
