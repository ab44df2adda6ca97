package io.tideline.connector.files.format;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.table.types.logical.RowType;

/** JSON lines, UTF-8. */
public final class JsonFormat implements FileFormat {

  private static final long serialVersionUID = 1L;

  private final RowType type;
  private final TextCompression compression;

  public JsonFormat(RowType type) {
    this(type, TextCompression.NONE);
  }

  public JsonFormat(RowType type, TextCompression compression) {
    this.type = type;
    this.compression = compression;
    new JsonLine(type);
  }

  @Override
  public String suffix() {
    return "json" + compression.suffix();
  }

  @Override
  public RowEncoder create(OutputStream out) {
    return new TextEncoder(new MemberOutput(out, 0, compression), new JsonLine(type));
  }

  @Override
  public RowEncoder resume(OutputStream out, byte[] state, long position) {
    return new TextEncoder(new MemberOutput(out, position, compression), new JsonLine(type));
  }

  @Override
  public RowDecoder read(FSDataInputStream in, long length, int[] columns) throws IOException {
    return new JsonDecoder(compression.read(in), type, columns);
  }
}
