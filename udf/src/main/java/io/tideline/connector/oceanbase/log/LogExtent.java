package io.tideline.connector.oceanbase.log;

import java.util.List;

/** How far the log has grown, as far as the server has told it. */
public final class LogExtent {

  private final List<LogFile> files;

  /**
   * @param files from the one that is being read to the one that is being written, with the size of
   *     each so far
   */
  public LogExtent(List<LogFile> files) {
    this.files = List.copyOf(files);
  }

  /** How many bytes of the log lie behind a place; 0 also when the place is behind the end. */
  public long bytesBehind(int file, long offset) {
    long bytes = 0;
    for (LogFile log : files) {
      int number = log.number();
      if (number > file) {
        bytes += log.size();
      } else if (number == file) {
        bytes += Math.max(0, log.size() - offset);
      }
    }
    return bytes;
  }
}
