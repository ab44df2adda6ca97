package io.tideline.connector.files.sink;

import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.RefusedRowException;
import io.tideline.connector.files.format.RowEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that rows are written to only to see whether that works; it is removed at once. */
final class TrialFile {

  private static final Logger LOG = LoggerFactory.getLogger(TrialFile.class);

  /** So that a disk with room for almost nothing fails for every row, and for no row alone. */
  private static final int MORE = 64 * 1024;

  private final FileSystem fileSystem;
  private final Path path;
  private final FileFormat format;

  TrialFile(FileSystem fileSystem, Path path, FileFormat format) {
    this.fileSystem = fileSystem;
    this.path = path;
    this.format = format;
  }

  /**
   * @throws IOException when these rows cannot be written
   */
  void write(List<RowData> rows) throws IOException {
    write(encoded(rows));
  }

  /**
   * @throws IOException when not even so many other bytes as the row has can be written
   */
  void writeOther(RowData row) throws IOException {
    byte[] other = new byte[length(row) + MORE];
    Arrays.fill(other, (byte) ' ');
    write(other);
  }

  /** 0 when the row does not even come so far. */
  private int length(RowData row) throws IOException {
    try {
      return encoded(List.of(row)).length;
    } catch (RuntimeException e) {
      return 0;
    }
  }

  private byte[] encoded(List<RowData> rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowEncoder encoder = format.create(bytes);
    for (RowData row : rows) {
      try {
        encoder.write(row);
      } catch (RefusedRowException e) {
        LOG.trace("refused, which its writing in earnest will say", e);
      }
    }
    encoder.finish();
    return bytes.toByteArray();
  }

  private void write(byte[] bytes) throws IOException {
    try {
      try (FSDataOutputStream out = fileSystem.create(path, WriteMode.OVERWRITE)) {
        out.write(bytes);
        out.sync();
      }
    } finally {
      fileSystem.delete(path, false);
    }
  }
}
