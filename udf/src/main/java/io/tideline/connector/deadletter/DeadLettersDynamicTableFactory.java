package io.tideline.connector.deadletter;

import io.tideline.connector.files.ChangeFilesConnectorOptions;
import io.tideline.connector.files.FilesDirectory;
import io.tideline.connector.files.FilesDynamicSink;
import io.tideline.connector.files.FilesDynamicSource;
import io.tideline.connector.files.format.JsonFormat;
import io.tideline.connector.files.sink.FileNames;
import io.tideline.connector.files.sink.FileTable;
import io.tideline.connector.files.sink.RollingPolicy;
import io.tideline.connector.files.sink.WriteRetry;
import io.tideline.event.DeadLetterColumns;
import java.util.ArrayList;
import java.util.List;
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
 * The connector 'dead-letters': a table that keeps what could not be delivered, whole, and shows
 * it.
 *
 * <pre>{@code
 * CREATE TABLE dead_letters WITH (
 *   'connector' = 'dead-letters',
 *   'store'     = 'files',
 *   'path'      = '/data/dead-letters'
 * ) LIKE undeliverable (EXCLUDING OPTIONS);
 * }</pre>
 */
public final class DeadLettersDynamicTableFactory
    implements DynamicTableSinkFactory, DynamicTableSourceFactory {

  public static final String IDENTIFIER = "dead-letters";

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(DeadLettersConnectorOptions.PATH);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(
        DeadLettersConnectorOptions.STORE,
        DeadLettersConnectorOptions.ROLLING_INTERVAL,
        ChangeFilesConnectorOptions.ROLLING_SIZE,
        ChangeFilesConnectorOptions.WRITE_RETRIES,
        ChangeFilesConnectorOptions.WRITE_RETRY_DELAY);
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    ReadableConfig options = options(context);
    try {
      return new FilesDynamicSink(
          IDENTIFIER + "-" + FilesDynamicSink.name(context.getObjectIdentifier()),
          table(options, context.getPhysicalRowDataType()),
          new RollingPolicy(
              options.get(ChangeFilesConnectorOptions.ROLLING_SIZE).getBytes(),
              options.get(DeadLettersConnectorOptions.ROLLING_INTERVAL)),
          new WriteRetry(
              options.get(ChangeFilesConnectorOptions.WRITE_RETRIES),
              options.get(ChangeFilesConnectorOptions.WRITE_RETRY_DELAY)),
          "deadLetters");
    } catch (IllegalArgumentException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    DataType type = context.getPhysicalRowDataType();
    return new FilesDynamicSource(table(options(context), type), type);
  }

  private ReadableConfig options(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    helper.validate();
    checkColumns(context.getPhysicalRowDataType());
    return helper.getOptions();
  }

  private static FileTable table(ReadableConfig options, DataType type) {
    RowType rows = (RowType) type.getLogicalType();
    JsonFormat format = new JsonFormat(rows);
    return new FileTable(
        FilesDirectory.absolute(options.get(DeadLettersConnectorOptions.PATH)),
        new FileNames("dead", "letters", format.suffix()),
        format,
        rows);
  }

  private static void checkColumns(DataType declared) {
    List<String> expected = columns(DeadLetterColumns.DATA_TYPE);
    List<String> given = columns(declared);
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < Math.max(expected.size(), given.size()); i++) {
      String right = i < expected.size() ? expected.get(i) : "no column";
      String actual = i < given.size() ? given.get(i) : "missing";
      if (!right.equals(actual)) {
        faults.add(String.format("column %d is %s, must be %s", i + 1, actual, right));
      }
    }
    if (!faults.isEmpty()) {
      throw new ValidationException(
          "a table of dead letters has fixed columns, declare it LIKE the table with "
              + "'undeliverable' = 'true': "
              + String.join("; ", faults));
    }
  }

  private static List<String> columns(DataType type) {
    List<String> columns = new ArrayList<>();
    for (RowType.RowField field : ((RowType) type.getLogicalType()).getFields()) {
      columns.add(field.getName() + " " + field.getType().copy(true).asSerializableString());
    }
    return columns;
  }
}
