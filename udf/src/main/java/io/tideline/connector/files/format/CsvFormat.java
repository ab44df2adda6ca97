package io.tideline.connector.files.format;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.table.types.logical.RowType;

/** CSV, UTF-8. */
public final class CsvFormat implements FileFormat {

  private static final long serialVersionUID = 1L;

  private final RowType type;
  private final CsvStyle style;
  private final TextCompression compression;

  public CsvFormat(RowType type, CsvStyle style, TextCompression compression) {
    this.type = type;
    this.style = style;
    this.compression = compression;
    new CsvLine(type, style);
  }

  @Override
  public String suffix() {
    return "csv" + compression.suffix();
  }

  @Override
  public RowEncoder create(OutputStream out) {
    CsvLine line = new CsvLine(type, style);
    TextEncoder encoder = new TextEncoder(new MemberOutput(out, 0, compression), line);
    if (style.hasHeader()) {
      encoder.header(line.header());
    }
    return encoder;
  }

  @Override
  public RowEncoder resume(OutputStream out, byte[] state, long position) {
    return new TextEncoder(new MemberOutput(out, position, compression), new CsvLine(type, style));
  }

  @Override
  public RowDecoder read(FSDataInputStream in, long length, int[] columns) throws IOException {
    return new CsvDecoder(compression.read(in), type, style, columns);
  }
}
