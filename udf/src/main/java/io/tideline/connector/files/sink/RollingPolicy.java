package io.tideline.connector.files.sink;

import io.tideline.connector.files.manifest.HourLedger;
import java.io.Serializable;
import java.time.Duration;

/** When a file is full: at a size, at an age, or after a time without rows, whichever is first. */
public final class RollingPolicy implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long size;
  private final long interval;
  private final long idleTime;

  /** Negative when an hour's end does not matter. */
  private final long hourDelay;

  /**
   * @param size in bytes
   * @param interval from the file's opening on
   */
  public RollingPolicy(long size, Duration interval) {
    this(size, interval, null);
  }

  /**
   * @param idleTime without any row; null if that does not matter
   */
  public RollingPolicy(long size, Duration interval, Duration idleTime) {
    if (size < 1) {
      throw new IllegalArgumentException("rolling.size must be at least 1 byte, not " + size);
    }
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("rolling.interval must be at least 1 ms, not " + interval);
    }
    if (idleTime != null && idleTime.toMillis() < 1) {
      throw new IllegalArgumentException(
          "rolling.idle-time must be at least 1 ms, not " + idleTime);
    }
    this.size = size;
    this.interval = interval.toMillis();
    this.idleTime = idleTime == null ? Long.MAX_VALUE : idleTime.toMillis();
    this.hourDelay = -1;
  }

  private RollingPolicy(RollingPolicy other, long hourDelay) {
    this.size = other.size;
    this.interval = other.interval;
    this.idleTime = other.idleTime;
    this.hourDelay = hourDelay;
  }

  /**
   * The same, and a file is full when an hour is over that it has rows of.
   *
   * @param delay how long after its end an hour is taken for over
   */
  RollingPolicy withHours(Duration delay) {
    return new RollingPolicy(this, delay.toMillis());
  }

  /** The first hour that is not over at a watermark; the least number of all if none matters. */
  long hoursOver(long watermark) {
    return hourDelay < 0 || watermark == Long.MAX_VALUE
        ? HourLedger.NONE
        : HourLedger.hoursOver(watermark, hourDelay);
  }

  boolean isFull(long bytes) {
    return bytes >= size;
  }

  boolean isOld(long openedAt, long now) {
    return now >= after(openedAt, interval);
  }

  /**
   * When to look at a file again, to see whether it is old or has got no row since now;
   * milliseconds since the epoch.
   */
  long nextLook(long openedAt, long now) {
    return Math.max(now, Math.min(after(openedAt, interval), after(now, idleTime)));
  }

  private static long after(long time, long millis) {
    return time > Long.MAX_VALUE - millis ? Long.MAX_VALUE : time + millis;
  }
}
