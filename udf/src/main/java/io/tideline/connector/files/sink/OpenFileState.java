package io.tideline.connector.files.sink;

import io.tideline.connector.files.manifest.FileContent;

/** A file that was open at a checkpoint: all that is needed to go on with it. */
final class OpenFileState {

  private final String path;
  private final String layout;
  private final Progress progress;
  private final byte[] handle;
  private final byte[] encoder;

  /**
   * @param layout see {@link FileTable#layout()}
   * @param handle the file system's own note of where to go on
   * @param encoder the encoder's own
   */
  OpenFileState(String path, String layout, Progress progress, byte[] handle, byte[] encoder) {
    this.path = path;
    this.layout = layout;
    this.progress = progress;
    this.handle = handle;
    this.encoder = encoder;
  }

  String path() {
    return path;
  }

  String layout() {
    return layout;
  }

  Progress progress() {
    return progress;
  }

  byte[] handle() {
    return handle;
  }

  byte[] encoder() {
    return encoder;
  }

  /** What is counted about a file. */
  static final class Progress {

    private final long openedAt;
    private final long rows;
    private final long oldestEventTime;
    private final long length;
    private final FileContent content;

    /**
     * @param length in bytes; -1 if it is not known
     */
    Progress(long openedAt, long rows, long oldestEventTime, long length, FileContent content) {
      this.openedAt = openedAt;
      this.rows = rows;
      this.oldestEventTime = oldestEventTime;
      this.length = length;
      this.content = content;
    }

    long openedAt() {
      return openedAt;
    }

    long rows() {
      return rows;
    }

    long oldestEventTime() {
      return oldestEventTime;
    }

    long length() {
      return length;
    }

    FileContent content() {
      return content;
    }
  }
}
