package io.tideline.connector.recovery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How long a recovery takes, from the first failure on: until all tasks that had failed run again,
 * and until the first record of a task that was started after the last failure. Failures before
 * both have come lengthen it and begin no other.
 *
 * <p>Used by one thread; the figures may be read by others.
 */
final class RecoveryClock {

  private static final long NEVER = Long.MIN_VALUE;

  private final Map<Integer, Integer> failedAttempts = new HashMap<>();
  private final Set<Integer> down = new HashSet<>();
  private boolean hasRecord;

  private volatile long failedAt = NEVER;
  private volatile boolean allRun;
  private volatile long recoveries;
  private volatile long lastRecoveryMs;
  private volatile long lastRunningMs;

  /**
   * An attempt of a task ended before its time.
   *
   * @param now milliseconds; never less than before
   * @return whether a recovery begins with it
   */
  boolean failed(int subtask, int attempt, long now) {
    boolean isFirst = failedAt == NEVER;
    if (isFirst) {
      failedAt = now;
    }
    failedAttempts.merge(subtask, attempt, Math::max);
    down.add(subtask);
    allRun = false;
    hasRecord = false;
    lastRunningMs = 0;
    lastRecoveryMs = 0;
    return isFirst;
  }

  /**
   * @return whether all tasks run again with it
   */
  boolean runs(int subtask, int attempt, long now) {
    if (isLate(subtask, attempt) || !down.remove(subtask) || !down.isEmpty()) {
      return false;
    }
    allRun = true;
    lastRunningMs = now - failedAt;
    endWhenOver();
    return true;
  }

  /**
   * @return whether it is the first record
   */
  boolean passedRecord(int subtask, int attempt, long now) {
    if (isLate(subtask, attempt) || hasRecord) {
      return false;
    }
    hasRecord = true;
    lastRecoveryMs = now - failedAt;
    endWhenOver();
    return true;
  }

  /** What a task said before its failure was known, or what needs no timing. */
  private boolean isLate(int subtask, int attempt) {
    return failedAt == NEVER || attempt <= failedAttempts.getOrDefault(subtask, -1);
  }

  private void endWhenOver() {
    if (allRun && hasRecord) {
      recoveries++;
      failedAt = NEVER;
    }
  }

  /** How many there were, each with all tasks and a record. */
  long recoveries() {
    return recoveries;
  }

  /** From the failure to the first record, of the last recovery; 0 while there is none. */
  long lastRecoveryMs() {
    return lastRecoveryMs;
  }

  /** From the failure to when all tasks ran, of the last recovery; 0 while they do not. */
  long lastRunningMs() {
    return lastRunningMs;
  }

  /** How long tasks have not been running; 0 when all do. */
  long recoveringMs(long now) {
    long since = failedAt;
    return since == NEVER || allRun ? 0 : Math.max(0, now - since);
  }
}
