package io.tideline.connector.files.manifest;

/** How many rows of an hour a file has, and when the first and the last of them were changed. */
public final class HourRows {

  /** In milliseconds. */
  public static final long HOUR = 3_600_000;

  private final long hour;
  private long rows;
  private long first;
  private long last;

  /**
   * @param hour counted from the epoch
   */
  HourRows(long hour) {
    this(hour, 0, Long.MAX_VALUE, Long.MIN_VALUE);
  }

  HourRows(long hour, long rows, long first, long last) {
    this.hour = hour;
    this.rows = rows;
    this.first = first;
    this.last = last;
  }

  /** The hour of a time in milliseconds since the epoch. */
  public static long hourOf(long time) {
    return Math.floorDiv(time, HOUR);
  }

  void add(long eventTime) {
    rows++;
    first = Math.min(first, eventTime);
    last = Math.max(last, eventTime);
  }

  public long hour() {
    return hour;
  }

  public long rows() {
    return rows;
  }

  public long first() {
    return first;
  }

  public long last() {
    return last;
  }
}
