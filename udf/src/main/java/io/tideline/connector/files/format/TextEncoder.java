package io.tideline.connector.files.format;

import java.io.IOException;
import org.apache.flink.table.data.RowData;

/** Writes rows as text, a line each, in pieces of {@value #PIECE} bytes. */
final class TextEncoder implements RowEncoder {

  /** How a row becomes a line. */
  interface Line {
    void append(RowData row, RowBytes out);
  }

  private static final int PIECE = 128 * 1024;
  private static final byte[] NO_STATE = {};

  private final MemberOutput out;
  private final Line line;
  private final RowBytes buffer = new RowBytes();

  TextEncoder(MemberOutput out, Line line) {
    this.out = out;
    this.line = line;
  }

  void header(byte[] header) {
    buffer.put(header);
  }

  @Override
  public void write(RowData row) throws IOException {
    int start = buffer.length();
    try {
      line.append(row, buffer);
    } catch (RuntimeException e) {
      buffer.length(start);
      throw new RefusedRowException("the row has no form as a line of text: " + e);
    } catch (Error e) {
      buffer.length(start);
      throw e;
    }
    if (buffer.length() >= PIECE) {
      drain();
    }
  }

  /** What is not compressed yet counts as it is. */
  @Override
  public long size() {
    return out.position() + buffer.length();
  }

  @Override
  public byte[] suspend() throws IOException {
    drain();
    out.endMember();
    return NO_STATE;
  }

  @Override
  public void finish() throws IOException {
    drain();
    out.finish();
  }

  private void drain() throws IOException {
    out.write(buffer.array(), buffer.length());
    buffer.clear();
  }
}
