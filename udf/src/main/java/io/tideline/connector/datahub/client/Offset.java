package io.tideline.connector.datahub.client;

/** The last record of a shard that a subscription has consumed. */
public final class Offset {
  private final long sequence;
  private final long time;

  /**
   * @param sequence of the last record consumed; below 0 when none was
   * @param time when the service took that record, in milliseconds since the epoch
   */
  public Offset(long sequence, long time) {
    this.sequence = sequence;
    this.time = time;
  }

  public long sequence() {
    return sequence;
  }

  public long time() {
    return time;
  }

  @Override
  public String toString() {
    return sequence + " at " + time;
  }
}
