package io.tideline.connector.files.format;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.table.types.logical.RowType;

/** CSV, UTF-8, with a header. */
public final class CsvFormat implements FileFormat {

  private static final long serialVersionUID = 1L;

  private final RowType type;

  public CsvFormat(RowType type) {
    this.type = type;
    new CsvLine(type);
  }

  @Override
  public String suffix() {
    return "csv";
  }

  @Override
  public RowEncoder create(OutputStream out) {
    TextEncoder encoder = new TextEncoder(out, 0, new CsvLine(type));
    encoder.header(CsvLine.header(type));
    return encoder;
  }

  @Override
  public RowEncoder resume(OutputStream out, byte[] state, long position) {
    return new TextEncoder(out, position, new CsvLine(type));
  }

  @Override
  public RowDecoder read(FSDataInputStream in, long length, int[] columns) throws IOException {
    return new CsvDecoder(in, type, columns);
  }
}
