package io.tideline.connector.files;

import static io.tideline.connector.files.ChangeFilesConnectorOptions.COMPRESSION;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.CSV_DELIMITER;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.CSV_HEADER;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.CSV_NULL_TEXT;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.CSV_QUOTING;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.Compression.NONE;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.Compression.SNAPPY;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.FILE_NAME;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.FORMAT;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.PARQUET_ROW_GROUP_SIZE;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.PARTITION_MAX_OPEN;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.PATH;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.ROLLING_IDLE_TIME;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.ROLLING_INTERVAL;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.ROLLING_SIZE;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.SOURCE_MONITOR_INTERVAL;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.TABLE;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.WRITE_RETRIES;
import static io.tideline.connector.files.ChangeFilesConnectorOptions.WRITE_RETRY_DELAY;

import io.tideline.connector.files.ChangeFilesConnectorOptions.Compression;
import io.tideline.connector.files.format.CsvFormat;
import io.tideline.connector.files.format.CsvStyle;
import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.JsonFormat;
import io.tideline.connector.files.format.TextCompression;
import io.tideline.connector.files.format.parquet.PageCodec;
import io.tideline.connector.files.format.parquet.ParquetFormat;
import io.tideline.connector.files.sink.FileNames;
import io.tideline.connector.files.sink.FileTable;
import io.tideline.connector.files.sink.NameTemplate;
import io.tideline.connector.files.sink.Partitioning;
import io.tideline.connector.files.sink.RollingPolicy;
import io.tideline.connector.files.sink.SafeName;
import io.tideline.connector.files.sink.WriteRetry;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.RowType;

/** Makes of a table's options what writes and reads its files. */
final class FilesTableSettings {

  private FilesTableSettings() {}

  /**
   * @param partitionKeys the columns of PARTITIONED BY
   */
  static FileTable table(ReadableConfig options, RowType type, List<String> partitionKeys) {
    String table = options.get(TABLE);
    int dot = table.indexOf('.');
    if (dot < 1 || dot == table.length() - 1) {
      throw new ValidationException(
          String.format("option 'table' must be 'database.table', not '%s'", table));
    }
    try {
      FileFormat format = format(options, type);
      FileNames names =
          new FileNames(
              new NameTemplate(options.get(FILE_NAME)),
              table.substring(0, dot),
              table.substring(dot + 1),
              format.suffix());
      Path directory = new Path(FilesDirectory.absolute(options.get(PATH)), SafeName.of(table));
      Partitioning partitioning =
          new Partitioning(type, partitionKeys, options.get(PARTITION_MAX_OPEN));
      return new FileTable(directory, names, format, type, partitioning);
    } catch (IllegalArgumentException e) {
      throw new ValidationException("files of '" + table + "': " + e.getMessage(), e);
    }
  }

  static RollingPolicy rolling(ReadableConfig options) {
    try {
      return new RollingPolicy(
          options.get(ROLLING_SIZE).getBytes(),
          options.get(ROLLING_INTERVAL),
          options.get(ROLLING_IDLE_TIME));
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

  /** Null when a query ends with the files that are there. */
  static Duration monitorInterval(ReadableConfig options) {
    Duration interval = options.get(SOURCE_MONITOR_INTERVAL);
    if (interval != null && interval.toMillis() < 1) {
      throw new ValidationException(
          "option 'source.monitor-interval' must be 1 ms or more, not "
              + interval.toMillis()
              + " ms");
    }
    return interval;
  }

  private static FileFormat format(ReadableConfig options, RowType type) {
    switch (options.get(FORMAT)) {
      case JSON:
        return new JsonFormat(type, textCompression(options));
      case CSV:
        return new CsvFormat(type, csvStyle(options), textCompression(options));
      default:
        return new ParquetFormat(
            type,
            PageCodec.valueOf(options.getOptional(COMPRESSION).orElse(SNAPPY).name()),
            options.get(PARQUET_ROW_GROUP_SIZE).getBytes());
    }
  }

  private static CsvStyle csvStyle(ReadableConfig options) {
    return new CsvStyle(
        options.get(CSV_DELIMITER),
        options.get(CSV_NULL_TEXT),
        options.get(CSV_QUOTING),
        options.get(CSV_HEADER));
  }

  private static TextCompression textCompression(ReadableConfig options) {
    Compression compression = options.getOptional(COMPRESSION).orElse(NONE);
    if (compression == SNAPPY) {
      throw new IllegalArgumentException(
          "option 'compression' is none, gzip or zstd for a format of text; only Parquet has snappy");
    }
    return TextCompression.valueOf(compression.name());
  }
}
