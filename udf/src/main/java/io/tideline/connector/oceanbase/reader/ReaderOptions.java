package io.tideline.connector.oceanbase.reader;

import io.tideline.connector.oceanbase.log.LogLost;
import java.io.Serializable;

/** How a reader reads snapshot and log, beyond upstream's configuration. */
public final class ReaderOptions implements Serializable {

  /** No limit of rows a second. */
  public static final int UNLIMITED = 0;

  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final LogLost whenLost;
  private final int snapshotRowsPerSecond;

  /**
   * @param epoch the least one; that of the state may have grown beyond
   * @param snapshotRowsPerSecond of one reader, or {@link #UNLIMITED}
   */
  public ReaderOptions(int epoch, LogLost whenLost, int snapshotRowsPerSecond) {
    this.epoch = epoch;
    this.whenLost = whenLost;
    this.snapshotRowsPerSecond = snapshotRowsPerSecond;
  }

  public int epoch() {
    return epoch;
  }

  public LogLost whenLost() {
    return whenLost;
  }

  public int snapshotRowsPerSecond() {
    return snapshotRowsPerSecond;
  }
}
