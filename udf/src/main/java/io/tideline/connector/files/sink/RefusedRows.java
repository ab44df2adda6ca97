package io.tideline.connector.files.sink;

import java.io.Serializable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** What becomes of rows that a file cannot hold: dead letters, in files of their own. */
public interface RefusedRows extends Serializable {

  /** Writes the letters' files, each row once like those of the table. */
  ChangeFilesSink files();

  /**
   * Whether a row is for this table at all: a replayed one may be for another only, which it comes
   * from the same stream as.
   */
  boolean isForUs(RowData row);

  /** Of the rows that are written, with what they bring for their letter. */
  RowType rowType();

  /**
   * After how many failures in a row, each followed by a restart, it is looked for a row that is to
   * blame.
   */
  int restarts();

  /**
   * @param fault what is wrong with the row
   * @param failedAt milliseconds since the epoch
   */
  RowData letter(RowData row, Exception fault, long failedAt);
}
