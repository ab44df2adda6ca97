package io.tideline.connector.files.sink;

/** A file that is complete and waits to be made visible. */
public final class FileCommittable {

  /** Stands for "no event time known". */
  static final long NO_TIME = Long.MIN_VALUE;

  private final String path;
  private final long length;
  private final long rows;
  private final long oldestEventTime;
  private final byte[] handle;

  /**
   * @param path where the file will be
   * @param length in bytes
   * @param oldestEventTime of its rows, milliseconds since the epoch, or {@link #NO_TIME}
   * @param handle the file system's own note of what to commit
   */
  FileCommittable(String path, long length, long rows, long oldestEventTime, byte[] handle) {
    this.path = path;
    this.length = length;
    this.rows = rows;
    this.oldestEventTime = oldestEventTime;
    this.handle = handle;
  }

  String path() {
    return path;
  }

  long length() {
    return length;
  }

  long rows() {
    return rows;
  }

  long oldestEventTime() {
    return oldestEventTime;
  }

  byte[] handle() {
    return handle;
  }

  @Override
  public String toString() {
    return path + " (" + rows + " rows, " + length + " bytes)";
  }
}
