package io.tideline.connector.files;

import io.tideline.connector.deadletter.FileLetters;
import io.tideline.connector.deadletter.LetterFiles;
import io.tideline.connector.files.sink.ChangeFilesSink;
import io.tideline.event.CarriedEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The connector 'change-files': a table of files to write, exactly once, and to read.
 *
 * <pre>{@code
 * CREATE TABLE orders (_event_id STRING, _op STRING, id BIGINT, amount DECIMAL(12, 2)) WITH (
 *   'connector' = 'change-files',
 *   'path'      = '/data/output',
 *   'table'     = 'shop.orders',
 *   'format'    = 'parquet'
 * );
 * }</pre>
 */
public final class ChangeFilesDynamicTableFactory
    implements DynamicTableSinkFactory, DynamicTableSourceFactory {

  public static final String IDENTIFIER = "change-files";

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(
        ChangeFilesConnectorOptions.PATH,
        ChangeFilesConnectorOptions.TABLE,
        ChangeFilesConnectorOptions.FORMAT);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(
        ChangeFilesConnectorOptions.FILE_NAME,
        ChangeFilesConnectorOptions.PARTITION_MAX_OPEN,
        ChangeFilesConnectorOptions.ROLLING_SIZE,
        ChangeFilesConnectorOptions.ROLLING_INTERVAL,
        ChangeFilesConnectorOptions.ROLLING_IDLE_TIME,
        ChangeFilesConnectorOptions.WRITE_RETRIES,
        ChangeFilesConnectorOptions.WRITE_RETRY_DELAY,
        ChangeFilesConnectorOptions.OLDER_START,
        ChangeFilesConnectorOptions.COMPLETE_HOURS,
        ChangeFilesConnectorOptions.COMPLETE_HOURS_DELAY,
        ChangeFilesConnectorOptions.DEAD_LETTER_PATH,
        ChangeFilesConnectorOptions.DEAD_LETTER_RESTARTS,
        ChangeFilesConnectorOptions.COMPRESSION,
        ChangeFilesConnectorOptions.CSV_DELIMITER,
        ChangeFilesConnectorOptions.CSV_HEADER,
        ChangeFilesConnectorOptions.CSV_NULL_TEXT,
        ChangeFilesConnectorOptions.CSV_QUOTING,
        ChangeFilesConnectorOptions.PARQUET_ROW_GROUP_SIZE,
        ChangeFilesConnectorOptions.SOURCE_MONITOR_INTERVAL);
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    ReadableConfig options = options(context);
    RowType rows = rowType(context.getPhysicalRowDataType());
    String name = FilesDynamicSink.name(context.getObjectIdentifier());
    ChangeFilesSink sink =
        new ChangeFilesSink(
                FilesTableSettings.table(options, rows, partitionKeys(context)),
                FilesTableSettings.rolling(options),
                FilesTableSettings.retry(options),
                "rowsWritten")
            .withCommitLog(options.get(ChangeFilesConnectorOptions.OLDER_START));
    return new ChangeFilesDynamicSink(
        IDENTIFIER + "-" + name,
        options.get(ChangeFilesConnectorOptions.COMPLETE_HOURS) ? withHours(sink, options) : sink,
        letters(name, rows, options));
  }

  private static ChangeFilesSink withHours(ChangeFilesSink sink, ReadableConfig options) {
    try {
      return sink.withCompleteHours(options.get(ChangeFilesConnectorOptions.COMPLETE_HOURS_DELAY));
    } catch (IllegalArgumentException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  private static FileLetters letters(String name, RowType rows, ReadableConfig options) {
    String path = options.get(ChangeFilesConnectorOptions.DEAD_LETTER_PATH);
    int restarts = options.get(ChangeFilesConnectorOptions.DEAD_LETTER_RESTARTS);
    if (restarts < 1) {
      throw new ValidationException("option 'dead-letter-restarts' is at least 1, not " + restarts);
    }
    try {
      return path == null
          ? null
          : new FileLetters(name, rows, LetterFiles.of(name, path), restarts);
    } catch (IllegalArgumentException e) {
      throw new ValidationException("option 'dead-letter-path': " + e.getMessage(), e);
    }
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    ReadableConfig options = options(context);
    DataType type = context.getPhysicalRowDataType();
    return new FilesDynamicSource(
        FilesTableSettings.table(options, rowType(type), partitionKeys(context)),
        type,
        Map.of(CarriedEvent.COLUMN, CarriedEvent.DATA_TYPE),
        FilesTableSettings.monitorInterval(options));
  }

  private static List<String> partitionKeys(Context context) {
    return context.getCatalogTable().getPartitionKeys();
  }

  private ReadableConfig options(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    helper.validate();
    return helper.getOptions();
  }

  private static RowType rowType(DataType type) {
    return (RowType) type.getLogicalType();
  }
}
