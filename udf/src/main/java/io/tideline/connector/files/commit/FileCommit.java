package io.tideline.connector.files.commit;

import java.util.Objects;

/** That a file was to become visible, and from which point of the job on it belongs to it. */
public final class FileCommit {

  private final RunPoint at;
  private final String path;
  private final long length;
  private final long rows;

  /**
   * @param at the first checkpoint that covers the file's rows
   * @param length in bytes
   */
  public FileCommit(RunPoint at, String path, long length, long rows) {
    this.at = Objects.requireNonNull(at);
    this.path = Objects.requireNonNull(path);
    this.length = length;
    this.rows = rows;
  }

  public RunPoint at() {
    return at;
  }

  public String path() {
    return path;
  }

  public long length() {
    return length;
  }

  public long rows() {
    return rows;
  }

  /** Whether a visible file is both: two branches may have gone on with one open file. */
  boolean isSameFile(FileCommit other) {
    return other != null && path.equals(other.path) && length == other.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FileCommit && at.equals(((FileCommit) o).at) && isSameFile((FileCommit) o);
  }

  @Override
  public int hashCode() {
    return Objects.hash(at, path, length);
  }

  @Override
  public String toString() {
    return path + " (" + rows + " rows, " + length + " bytes)";
  }
}
