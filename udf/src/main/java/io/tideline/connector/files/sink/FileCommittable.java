package io.tideline.connector.files.sink;

import io.tideline.connector.files.commit.RunPoint;
import io.tideline.connector.files.manifest.FileContent;
import java.util.Optional;

/** A file that is complete and waits to be made visible. */
public final class FileCommittable {

  /** Stands for "no event time known". */
  static final long NO_TIME = Long.MIN_VALUE;

  private final String path;
  private final long length;
  private final long rows;
  private final long oldestEventTime;
  private final byte[] handle;
  private final FileContent content;
  private final RunPoint point;

  /**
   * @param path where the file will be
   * @param length in bytes
   * @param oldestEventTime of its rows, milliseconds since the epoch, or {@link #NO_TIME}
   * @param handle the file system's own note of what to commit
   */
  FileCommittable(
      String path,
      long length,
      long rows,
      long oldestEventTime,
      byte[] handle,
      FileContent content) {
    this(path, length, rows, oldestEventTime, handle, content, null);
  }

  private FileCommittable(
      String path,
      long length,
      long rows,
      long oldestEventTime,
      byte[] handle,
      FileContent content,
      RunPoint point) {
    this.path = path;
    this.length = length;
    this.rows = rows;
    this.oldestEventTime = oldestEventTime;
    this.handle = handle;
    this.content = content;
    this.point = point;
  }

  /** The same, as covered by this point and those that follow it. */
  FileCommittable at(RunPoint covered) {
    return new FileCommittable(path, length, rows, oldestEventTime, handle, content, covered);
  }

  FileContent content() {
    return content;
  }

  /** The point of the job that the file belongs to; empty where nobody keeps a log of commits. */
  Optional<RunPoint> point() {
    return Optional.ofNullable(point);
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
