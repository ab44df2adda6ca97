package io.tideline.local.datahub.storage;

/** Takes records as they are read from a log; the array is only lent. */
@FunctionalInterface
public interface RecordSink {
  /**
   * @param time system time in milliseconds
   */
  void accept(long sequence, long time, byte[] bytes, int from, int length);
}
