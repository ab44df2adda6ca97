package io.tideline.connector.files.format.parquet;

import io.tideline.connector.files.format.RefusedRowException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.data.RowData;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/** Rows in memory, column by column, until they become a row group of the file. */
final class RowGroupWriter {

  private final ParquetColumn[] columns;
  private final ChunkWriter[] chunks;
  private final ColumnWriter[] writers;
  private final ColumnWriteStore store;

  /** The columns that cannot hold every value of their type. */
  private final int[] checked;

  private long rows;

  RowGroupWriter(ParquetSchema schema, PageCodec codec) {
    columns = schema.columns();
    checked = IntStream.range(0, columns.length).filter(i -> columns[i].check() != null).toArray();
    chunks = new ChunkWriter[columns.length];
    for (int i = 0; i < columns.length; i++) {
      chunks[i] = new ChunkWriter(columns[i].type(), codec);
    }
    ParquetProperties properties =
        ParquetProperties.builder().withSizeStatisticsEnabled(false).build();
    store =
        properties.newColumnWriteStore(
            schema.type(), column -> chunks[schema.type().getFieldIndex(column.getPath()[0])]);
    writers = new ColumnWriter[columns.length];
    for (int i = 0; i < columns.length; i++) {
      writers[i] = store.getColumnWriter(schema.descriptor(i));
    }
  }

  /**
   * @throws RefusedRowException when a column has no form for its value; looked for before anything
   *     is written, because a column writer takes nothing back
   */
  void write(RowData row) throws RefusedRowException {
    for (int i : checked) {
      if (!row.isNullAt(i)) {
        columns[i].check().check(row);
      }
    }
    for (int i = 0; i < columns.length; i++) {
      if (row.isNullAt(i)) {
        writers[i].writeNull(0, 0);
      } else {
        columns[i].write(row, writers[i]);
      }
    }
    store.endRecord();
    rows++;
  }

  long rows() {
    return rows;
  }

  /** The memory it takes, about, in bytes. */
  long size() {
    return store.getBufferedSize();
  }

  /** Writes the row group where the file has {@code position} bytes and tells what stands there. */
  RowGroup end(OutputStream out, long position) throws IOException {
    store.flush();
    List<ColumnChunk> written = new ArrayList<>();
    long uncompressed = 0;
    long place = position;
    for (ChunkWriter chunk : chunks) {
      written.add(chunk.end(out, place));
      place += chunk.size();
      uncompressed += chunk.uncompressedSize();
    }
    store.close();
    RowGroup group = new RowGroup(written, uncompressed, rows);
    group.setFile_offset(position);
    group.setTotal_compressed_size(place - position);
    return group;
  }
}
