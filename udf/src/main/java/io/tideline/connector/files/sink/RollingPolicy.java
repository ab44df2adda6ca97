package io.tideline.connector.files.sink;

import java.io.Serializable;
import java.time.Duration;

/** When a file is full: at a size or at an age, whichever comes first. */
public final class RollingPolicy implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long size;
  private final long interval;

  /**
   * @param size in bytes
   * @param interval from the file's opening on
   */
  public RollingPolicy(long size, Duration interval) {
    if (size < 1) {
      throw new IllegalArgumentException("rolling.size must be at least 1 byte, not " + size);
    }
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("rolling.interval must be at least 1 ms, not " + interval);
    }
    this.size = size;
    this.interval = interval.toMillis();
  }

  boolean isFull(long bytes) {
    return bytes >= size;
  }

  /** When a file opened at that time is to be closed; milliseconds since the epoch. */
  long due(long openedAt) {
    return openedAt > Long.MAX_VALUE - interval ? Long.MAX_VALUE : openedAt + interval;
  }
}
