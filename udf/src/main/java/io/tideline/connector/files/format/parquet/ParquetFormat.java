package io.tideline.connector.files.format.parquet;

import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.RowDecoder;
import io.tideline.connector.files.format.RowEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.table.types.logical.RowType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** Parquet, one file over any number of checkpoints. */
public final class ParquetFormat implements FileFormat {

  private static final long serialVersionUID = 1L;

  private final RowType type;
  private final PageCodec codec;
  private final long rowGroupSize;

  /**
   * @param rowGroupSize in bytes; about the memory that an open file takes
   */
  public ParquetFormat(RowType type, PageCodec codec, long rowGroupSize) {
    this.type = type;
    this.codec = codec;
    this.rowGroupSize = rowGroupSize;
    schema();
  }

  @Override
  public String suffix() {
    return "parquet";
  }

  @Override
  public RowEncoder create(OutputStream out) throws IOException {
    out.write(ParquetEncoder.MAGIC);
    return new ParquetEncoder(this, out, schema().footer(), ParquetEncoder.MAGIC.length);
  }

  @Override
  public RowEncoder resume(OutputStream out, byte[] state, long position) throws IOException {
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(state));
    return new ParquetEncoder(this, out, footer, position);
  }

  @Override
  public RowDecoder read(FSDataInputStream in, long length, int[] columns) throws IOException {
    return new ParquetDecoder(in, length, schema(), columns);
  }

  ParquetSchema schema() {
    return new ParquetSchema(type);
  }

  PageCodec codec() {
    return codec;
  }

  long rowGroupSize() {
    return rowGroupSize;
  }
}
