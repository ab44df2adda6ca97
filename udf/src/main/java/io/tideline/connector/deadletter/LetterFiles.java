package io.tideline.connector.deadletter;

import io.tideline.connector.files.ChangeFilesConnectorOptions;
import io.tideline.connector.files.FilesDirectory;
import io.tideline.connector.files.format.JsonFormat;
import io.tideline.connector.files.sink.ChangeFilesSink;
import io.tideline.connector.files.sink.FileNames;
import io.tideline.connector.files.sink.FileTable;
import io.tideline.connector.files.sink.RollingPolicy;
import io.tideline.connector.files.sink.WriteRetry;
import io.tideline.event.DeadLetterColumns;
import org.apache.flink.table.types.logical.RowType;

/**
 * The files of a store of dead letters: JSON lines. Who writes has a part in the files' names, so
 * that several can write into one directory; who reads takes all of them.
 */
public final class LetterFiles {

  private static final RowType COLUMNS = (RowType) DeadLetterColumns.DATA_TYPE.getLogicalType();
  private static final String DATABASE = "dead";
  private static final String TABLE = "letters";

  private LetterFiles() {}

  /**
   * A sink for the letters of another sink, with the defaults of 'dead-letters'.
   *
   * @param writer the name of the table whose rows become letters
   * @param path the directory, a URI or a path
   * @throws IllegalArgumentException when there can be no such files
   */
  public static ChangeFilesSink of(String writer, String path) {
    return new ChangeFilesSink(
        written(writer, path),
        new RollingPolicy(
            ChangeFilesConnectorOptions.ROLLING_SIZE.defaultValue().getBytes(),
            DeadLettersConnectorOptions.ROLLING_INTERVAL.defaultValue()),
        new WriteRetry(
            ChangeFilesConnectorOptions.WRITE_RETRIES.defaultValue(),
            ChangeFilesConnectorOptions.WRITE_RETRY_DELAY.defaultValue()),
        "rows");
  }

  /** The files of one writer. */
  static FileTable written(String writer, String path) {
    return files(TABLE + "_" + writer, path);
  }

  /** The files of all writers. */
  static FileTable read(String path) {
    return files(TABLE, path);
  }

  private static FileTable files(String name, String path) {
    JsonFormat format = new JsonFormat(COLUMNS);
    return new FileTable(
        FilesDirectory.absolute(path),
        new FileNames(DATABASE, name, format.suffix()),
        format,
        COLUMNS);
  }
}
