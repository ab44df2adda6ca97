package io.tideline.connector.files.source;

import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.RowDecoder;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.JoinedRowData;

/** Reads a file's rows for Flink's file source, {@value #BATCH} at a time. */
public final class RowBulkFormat implements BulkFormat<RowData, FileSourceSplit> {

  private static final long serialVersionUID = 1L;
  private static final int BATCH = 512;

  private final FileFormat format;
  private final int[] columns;
  private final int nulls;
  private final TypeInformation<RowData> produced;

  /**
   * @param columns the indices of the wanted columns
   * @param nulls how many columns that no file has come after them
   * @param produced the type of the rows with just these
   */
  public RowBulkFormat(
      FileFormat format, int[] columns, int nulls, TypeInformation<RowData> produced) {
    this.format = format;
    this.columns = columns;
    this.nulls = nulls;
    this.produced = produced;
  }

  @Override
  public BulkFormat.Reader<RowData> createReader(Configuration config, FileSourceSplit split)
      throws IOException {
    FSDataInputStream in = split.path().getFileSystem().open(split.path());
    try {
      RowDecoder rows = format.read(in, split.fileSize(), columns);
      return new Reader(split, in, nulls == 0 ? rows : withNulls(rows));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw failure(split, e);
    }
  }

  @Override
  public BulkFormat.Reader<RowData> restoreReader(Configuration config, FileSourceSplit split)
      throws IOException {
    BulkFormat.Reader<RowData> reader = createReader(config, split);
    long seen =
        split.getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L);
    ((Reader) reader).skip(seen);
    return reader;
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return produced;
  }

  private RowDecoder withNulls(RowDecoder rows) {
    RowData none = new GenericRowData(nulls);
    return () -> {
      RowData row = rows.next();
      return row == null ? null : new JoinedRowData(row, none);
    };
  }

  private static IOException failure(FileSourceSplit split, Exception cause) {
    return new IOException("cannot read " + split.path() + ": " + cause.getMessage(), cause);
  }

  private static final class Reader implements BulkFormat.Reader<RowData> {

    private final FileSourceSplit split;
    private final FSDataInputStream in;
    private final RowDecoder rows;
    private long read;

    Reader(FileSourceSplit split, FSDataInputStream in, RowDecoder rows) {
      this.split = split;
      this.in = in;
      this.rows = rows;
    }

    void skip(long count) throws IOException {
      while (read < count && next() != null) {
        read++;
      }
    }

    @Override
    public RecordIterator<RowData> readBatch() throws IOException {
      RowData[] batch = new RowData[BATCH];
      int count = 0;
      while (count < BATCH) {
        RowData row = next();
        if (row == null) {
          break;
        }
        batch[count++] = row;
      }
      if (count == 0) {
        return null;
      }
      ArrayResultIterator<RowData> result = new ArrayResultIterator<>();
      result.set(batch, count, CheckpointedPosition.NO_OFFSET, read);
      read += count;
      return result;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    private RowData next() throws IOException {
      try {
        return rows.next();
      } catch (IOException | RuntimeException e) {
        throw failure(split, e);
      }
    }
  }
}
