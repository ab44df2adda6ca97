package io.tideline.connector.files.format;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a file's bytes in compressed members, and counts what reaches the file. */
final class MemberOutput {

  private final TextCompression compression;
  private final Counted file;
  private OutputStream member;

  /** Passes on, counts, and stays open when a member is closed. */
  private static final class Counted extends FilterOutputStream {
    private long position;

    private Counted(OutputStream out, long position) {
      super(out);
      this.position = position;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      out.write(bytes, offset, count);
      position += count;
    }

    @Override
    public void flush() {
      // Durable by the file's own means, at a checkpoint.
    }

    @Override
    public void close() {
      // Ends a member, not the file.
    }
  }

  /**
   * @param position the bytes that the file has already
   */
  MemberOutput(OutputStream out, long position, TextCompression compression) {
    this.file = new Counted(out, position);
    this.compression = compression;
  }

  void write(byte[] bytes, int count) throws IOException {
    if (count == 0) {
      return;
    }
    if (member == null) {
      member = compression.member(file);
    }
    member.write(bytes, 0, count);
  }

  /** Completes the member: the file can be cut here. */
  void endMember() throws IOException {
    if (member != null) {
      member.close();
      member = null;
    }
  }

  /** Completes the file: one without any bytes is no compressed file, so it has an empty member. */
  void finish() throws IOException {
    if (member == null && file.position == 0 && compression != TextCompression.NONE) {
      member = compression.member(file);
    }
    endMember();
  }

  /** Bytes that have reached the file. */
  long position() {
    return file.position;
  }
}
