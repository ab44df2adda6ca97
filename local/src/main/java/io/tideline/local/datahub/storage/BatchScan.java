package io.tideline.local.datahub.storage;

import java.io.IOException;
import java.nio.file.Path;

/** Walks over the batches of a segment from one position to an end. */
final class BatchScan {
  private static final int WINDOW_BYTES = 64 * 1024;

  private final LogFile file;
  private final long end;
  private byte[] window;
  private long windowStart;
  private int windowLength;
  private long position;
  private BatchHeader header;

  BatchScan(LogFile file, long from, long end) {
    this.file = file;
    this.end = end;
    this.position = from;
    this.window = new byte[(int) Math.min(WINDOW_BYTES, end - from)];
    this.windowStart = from;
  }

  Path path() {
    return file.path();
  }

  /** Where the present batch begins, or where the walk ended. */
  long position() {
    return position;
  }

  /** The header at this position, or null where fewer bytes are left than a header has. */
  BatchHeader header() throws IOException {
    if (end - position < BatchHeader.SIZE) {
      return null;
    }
    int at = load(BatchHeader.SIZE);
    header = BatchHeader.read(window, at);
    return header;
  }

  /** Whether the whole batch lies before the end. */
  boolean isWhole() {
    return end - position >= BatchHeader.SIZE + (long) header.length();
  }

  /** Loads the present batch's payload; returns where it begins in {@link #array()}. */
  int payload() throws IOException {
    return load(BatchHeader.SIZE + header.length()) + BatchHeader.SIZE;
  }

  byte[] array() {
    return window;
  }

  /** Goes to the next batch. */
  void skip() {
    position += BatchHeader.SIZE + header.length();
  }

  private int load(int count) throws IOException {
    long offset = position - windowStart;
    if (offset + count > windowLength) {
      int length = (int) Math.min(Math.max(count, WINDOW_BYTES), end - position);
      if (window.length < length) {
        window = new byte[length];
      }
      file.read(position, window, length);
      windowStart = position;
      windowLength = length;
      offset = 0;
    }
    return (int) offset;
  }
}
