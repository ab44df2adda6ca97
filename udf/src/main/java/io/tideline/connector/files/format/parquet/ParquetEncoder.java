package io.tideline.connector.files.format.parquet;

import io.tideline.connector.files.format.RowEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.flink.table.data.RowData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Writes a Parquet file row group by row group. What was handed to the stream is never touched
 * again: between two sessions only the footer as it would be now is kept, and it is written once,
 * at the end.
 */
final class ParquetEncoder implements RowEncoder {

  static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  /** The size of the row group in memory is asked for once in so many rows; a power of two. */
  private static final int ROWS_BETWEEN_CHECKS = 128;

  private final ParquetFormat format;
  private final ParquetSchema schema;
  private final OutputStream out;
  private final FileMetaData footer;
  private RowGroupWriter group;
  private long position;
  private long buffered;

  /**
   * @param footer as it would be if the file ended at {@code position}
   */
  ParquetEncoder(ParquetFormat format, OutputStream out, FileMetaData footer, long position) {
    this.format = format;
    this.schema = format.schema();
    this.out = out;
    this.footer = footer;
    this.position = position;
  }

  @Override
  public void write(RowData row) throws IOException {
    if (group == null) {
      group = new RowGroupWriter(schema, format.codec());
    }
    group.write(row);
    if ((group.rows() & (ROWS_BETWEEN_CHECKS - 1)) == 0) {
      buffered = group.size();
      if (buffered >= format.rowGroupSize()) {
        endRowGroup();
      }
    }
  }

  @Override
  public long size() {
    return position + buffered;
  }

  @Override
  public byte[] suspend() throws IOException {
    endRowGroup();
    return footerBytes();
  }

  @Override
  public void finish() throws IOException {
    endRowGroup();
    byte[] bytes = footerBytes();
    ByteBuffer end =
        ByteBuffer.allocate(bytes.length + Integer.BYTES + MAGIC.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    end.put(bytes).putInt(bytes.length).put(MAGIC);
    out.write(end.array());
  }

  private void endRowGroup() throws IOException {
    if (group == null || group.rows() == 0) {
      // Of rows that were all refused: readers take no row group without rows.
      return;
    }
    RowGroup written = group.end(out, position);
    group = null;
    buffered = 0;
    position += written.getTotal_compressed_size();
    if (footer.getRow_groupsSize() < Short.MAX_VALUE) {
      written.setOrdinal((short) footer.getRow_groupsSize());
    }
    footer.addToRow_groups(written);
    footer.setNum_rows(footer.getNum_rows() + written.getNum_rows());
  }

  private byte[] footerBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, bytes);
    return bytes.toByteArray();
  }
}
