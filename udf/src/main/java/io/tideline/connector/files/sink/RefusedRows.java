package io.tideline.connector.files.sink;

import java.io.Serializable;
import org.apache.flink.table.data.RowData;

/** What becomes of rows that a file cannot hold: dead letters, in files of their own. */
public interface RefusedRows extends Serializable {

  /** Writes the letters' files, each row once like those of the table. */
  ChangeFilesSink files();

  /**
   * Whether a row is for this table at all: a replayed one may be for another only, which it comes
   * from the same stream as.
   */
  boolean isForUs(RowData row);

  /**
   * @param fault what is wrong with the row
   * @param failedAt milliseconds since the epoch
   */
  RowData letter(RowData row, Exception fault, long failedAt);
}
