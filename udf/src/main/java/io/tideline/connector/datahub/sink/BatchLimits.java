package io.tideline.connector.datahub.sink;

import java.io.Serializable;

/** How large a request becomes and how long a record waits for it. */
public final class BatchLimits implements Serializable {

  /** Of the service. */
  static final int MAX_REQUEST_RECORDS = 10_000;

  /** Of the service: 4 MB, less what the frame around the records takes. */
  static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024 - 64 * 1024;

  /** Of the service, for one STRING value. */
  public static final int MAX_VALUE_BYTES = 2 * 1024 * 1024;

  private static final long serialVersionUID = 1L;

  private final int records;
  private final int bytes;
  private final long interval;

  /**
   * @param interval in milliseconds
   * @throws IllegalArgumentException when the service would refuse such requests
   */
  public BatchLimits(int records, long bytes, long interval) {
    require(
        records >= 1 && records <= MAX_REQUEST_RECORDS,
        "option 'batchCount' is 1 to " + MAX_REQUEST_RECORDS + ", not " + records);
    require(
        bytes >= 1 && bytes <= MAX_REQUEST_BYTES,
        "option 'batchSize' is 1 to " + MAX_REQUEST_BYTES + " bytes, not " + bytes);
    require(interval >= 1, "option 'flushInterval' is 1 ms or more, not " + interval);
    this.records = records;
    this.bytes = (int) bytes;
    this.interval = interval;
  }

  int records() {
    return records;
  }

  int bytes() {
    return bytes;
  }

  long interval() {
    return interval;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
