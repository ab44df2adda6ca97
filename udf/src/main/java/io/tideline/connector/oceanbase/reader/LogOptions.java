package io.tideline.connector.oceanbase.reader;

import io.tideline.connector.oceanbase.log.LogLost;
import java.io.Serializable;

/** How a log is read on. */
public final class LogOptions implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final LogLost whenLost;

  /**
   * @param epoch the least one; that of the state may have grown beyond
   */
  public LogOptions(int epoch, LogLost whenLost) {
    this.epoch = epoch;
    this.whenLost = whenLost;
  }

  public int epoch() {
    return epoch;
  }

  public LogLost whenLost() {
    return whenLost;
  }
}
