package io.tideline.connector.files.format;

import java.io.IOException;
import org.apache.flink.table.data.RowData;

/** Reads the rows of one file, in order. */
public interface RowDecoder {

  /** The next row, a new object; null after the last. */
  RowData next() throws IOException;
}
