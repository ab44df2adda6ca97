package io.tideline.connector.files.format;

import java.io.IOException;
import org.apache.flink.table.data.RowData;

/** Writes rows into one file. What is written may stay in memory until {@link #suspend()}. */
public interface RowEncoder {

  /**
   * @throws RefusedRowException when the format cannot hold a value of the row: nothing of the row
   *     is in the file, and others can follow
   * @throws IOException when the file cannot be written
   */
  void write(RowData row) throws IOException;

  /** About how many bytes the file would have if it were finished now. Cheap. */
  long size();

  /**
   * Hands everything to the stream, so that the file can be gone on with from here, or cut off here
   * after a failure.
   *
   * @return what {@link FileFormat#resume} needs beyond the bytes
   */
  byte[] suspend() throws IOException;

  /** Completes the file. Nothing may be called after it. */
  void finish() throws IOException;
}
