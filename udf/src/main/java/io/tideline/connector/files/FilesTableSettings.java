package io.tideline.connector.files;

import static io.tideline.connector.files.ChangeFilesConnectorOptions.FORMAT;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.PARQUET_COMPRESSION;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.PARQUET_ROW_GROUP_SIZE;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.PATH;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.ROLLING_INTERVAL;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.ROLLING_SIZE;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.TABLE;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.WRITE_RETRIES;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.WRITE_RETRY_DELAY;

import io.tideline.connector.files.format.CsvFormat;
import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.JsonFormat;
import io.tideline.connector.files.format.parquet.PageCodec;
import io.tideline.connector.files.format.parquet.ParquetFormat;
import io.tideline.connector.files.sink.FileNames;
import io.tideline.connector.files.sink.FileTable;
import io.tideline.connector.files.sink.RollingPolicy;
import io.tideline.connector.files.sink.WriteRetry;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.RowType;

/** Makes of a table's options what writes and reads its files. */
final class FilesTableSettings {

  private FilesTableSettings() {}

  static FileTable table(ReadableConfig options, RowType type) {
    String table = options.get(TABLE);
    int dot = table.indexOf('.');
    if (dot < 1 || dot == table.length() - 1) {
      throw new ValidationException(
          String.format("option 'table' must be 'database.table', not '%s'", table));
    }
    try {
      FileFormat format = format(options, type);
      FileNames names =
          new FileNames(table.substring(0, dot), table.substring(dot + 1), format.suffix());
      Path directory = new Path(FilesDirectory.absolute(options.get(PATH)), table);
      return new FileTable(directory, names, format, type);
    } catch (IllegalArgumentException e) {
      throw new ValidationException("files of '" + table + "': " + e.getMessage(), e);
    }
  }

  static RollingPolicy rolling(ReadableConfig options) {
    try {
      return new RollingPolicy(options.get(ROLLING_SIZE).getBytes(), options.get(ROLLING_INTERVAL));
    } catch (IllegalArgumentException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  static WriteRetry retry(ReadableConfig options) {
    try {
      return new WriteRetry(options.get(WRITE_RETRIES), options.get(WRITE_RETRY_DELAY));
    } catch (IllegalArgumentException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  private static FileFormat format(ReadableConfig options, RowType type) {
    switch (options.get(FORMAT)) {
      case JSON:
        return new JsonFormat(type);
      case CSV:
        return new CsvFormat(type);
      default:
        return new ParquetFormat(
            type,
            PageCodec.valueOf(options.get(PARQUET_COMPRESSION).name()),
            options.get(PARQUET_ROW_GROUP_SIZE).getBytes());
    }
  }
}
