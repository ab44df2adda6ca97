package io.tideline.connector.files.format.parquet;

import io.tideline.connector.files.format.RowDecoder;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * Reads files of {@link ParquetEncoder}, only the wanted columns, a row group at a time. A column
 * that a file lacks is null.
 */
final class ParquetDecoder implements RowDecoder {

  private static final int TAIL = Integer.BYTES + ParquetEncoder.MAGIC.length;

  private final FSDataInputStream in;
  private final ParquetSchema schema;
  private final int[] columns;
  private final Iterator<RowGroup> groups;
  private final ColumnReader[] readers;
  private long rowsLeft;

  ParquetDecoder(FSDataInputStream in, long length, ParquetSchema schema, int[] columns)
      throws IOException {
    this.in = in;
    this.schema = schema;
    this.columns = columns;
    this.readers = new ColumnReader[columns.length];
    FileMetaData footer = footer(length);
    checkTypes(footer);
    this.groups = footer.getRow_groups().iterator();
  }

  @Override
  public RowData next() throws IOException {
    while (rowsLeft == 0) {
      if (!groups.hasNext()) {
        return null;
      }
      open(groups.next());
    }
    rowsLeft--;
    GenericRowData row = new GenericRowData(columns.length);
    for (int i = 0; i < columns.length; i++) {
      ColumnReader reader = readers[i];
      if (reader != null) {
        if (reader.getCurrentDefinitionLevel() == 1) {
          row.setField(i, schema.columns()[columns[i]].read(reader));
        }
        reader.consume();
      }
    }
    return row;
  }

  private FileMetaData footer(long length) throws IOException {
    if (length < TAIL + ParquetEncoder.MAGIC.length) {
      throw new EOFException("a Parquet file has more than " + length + " bytes");
    }
    ByteBuffer tail = ByteBuffer.wrap(bytes(length - TAIL, TAIL)).order(ByteOrder.LITTLE_ENDIAN);
    int footerLength = tail.getInt();
    byte[] magic = new byte[ParquetEncoder.MAGIC.length];
    tail.get(magic);
    if (!Arrays.equals(magic, ParquetEncoder.MAGIC) || footerLength > length - TAIL) {
      throw new IOException("not a complete Parquet file");
    }
    byte[] footer = bytes(length - TAIL - footerLength, footerLength);
    return Util.readFileMetaData(new ByteArrayInputStream(footer));
  }

  private void checkTypes(FileMetaData footer) throws IOException {
    Map<String, SchemaElement> inFile = new HashMap<>();
    footer.getSchema().forEach(element -> inFile.put(element.getName(), element));
    for (int column : columns) {
      SchemaElement expected = schema.columns()[column].element();
      SchemaElement actual = inFile.get(expected.getName());
      if (actual != null && !actual.equals(expected)) {
        throw new IOException(
            String.format(
                "column '%s' is %s in the file, but the table's declaration makes it %s",
                expected.getName(), actual, expected));
      }
    }
  }

  private void open(RowGroup group) throws IOException {
    Map<String, ColumnMetaData> chunks = new HashMap<>();
    for (ColumnChunk chunk : group.getColumns()) {
      chunks.put(chunk.getMeta_data().getPath_in_schema().get(0), chunk.getMeta_data());
    }
    for (int i = 0; i < columns.length; i++) {
      ColumnMetaData chunk = chunks.get(schema.columns()[columns[i]].type().getName());
      readers[i] = chunk == null ? null : reader(columns[i], chunk);
    }
    rowsLeft = group.getNum_rows();
  }

  private ColumnReader reader(int column, ColumnMetaData chunk) throws IOException {
    long start =
        chunk.isSetDictionary_page_offset()
            ? chunk.getDictionary_page_offset()
            : chunk.getData_page_offset();
    byte[] bytes = bytes(start, Math.toIntExact(chunk.getTotal_compressed_size()));
    return new ColumnReaderImpl(
        schema.descriptor(column),
        new ChunkReader(bytes, chunk),
        new PrimitiveConverter() {},
        null);
  }

  private byte[] bytes(long start, int count) throws IOException {
    byte[] bytes = new byte[count];
    in.seek(start);
    for (int done = 0; done < count; ) {
      int read = in.read(bytes, done, count - done);
      if (read < 0) {
        throw new EOFException("the file ends at byte " + (start + done));
      }
      done += read;
    }
    return bytes;
  }
}
