package io.tideline.local.datahub.group;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** A member of a consumer group. */
final class Consumer {
  private final long versionId;
  private final Duration sessionTimeout;
  private final long resets;
  private final Set<String> held = new HashSet<>();
  private long lastSeen;

  /**
   * @param resets how often the subscription's offsets had been reset when it joined
   * @param now nanoseconds
   */
  Consumer(long versionId, Duration sessionTimeout, long resets, long now) {
    this.versionId = versionId;
    this.sessionTimeout = sessionTimeout;
    this.resets = resets;
    this.lastSeen = now;
  }

  boolean isGone(long now) {
    return now - lastSeen > sessionTimeout.toNanos();
  }

  void seen(long now) {
    lastSeen = now;
  }

  /** The shards it was given and has not given back: nobody else may read them. */
  Set<String> held() {
    return held;
  }

  long versionId() {
    return versionId;
  }

  long resets() {
    return resets;
  }
}
