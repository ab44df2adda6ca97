package io.tideline.connector.deadletter;

import io.tideline.connector.deadletter.DeadLettersConnectorOptions.Store;
import io.tideline.connector.deadletter.jdbc.JdbcLettersSink;
import io.tideline.connector.deadletter.jdbc.JdbcLettersTable;
import io.tideline.connector.deadletter.jdbc.LetterDatabase;
import io.tideline.connector.files.ChangeFilesConnectorOptions;
import io.tideline.connector.files.FilesDynamicSink;
import io.tideline.connector.files.FilesDynamicSource;
import io.tideline.connector.files.sink.ChangeFilesSink;
import io.tideline.connector.files.sink.RollingPolicy;
import io.tideline.connector.files.sink.WriteRetry;
import io.tideline.event.DeadLetterColumns;
import io.tideline.secret.Secret;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return new LinkedHashSet<>(
        List.of(
            DeadLettersConnectorOptions.STORE,
            DeadLettersConnectorOptions.PATH,
            DeadLettersConnectorOptions.URL,
            DeadLettersConnectorOptions.TABLE_NAME,
            DeadLettersConnectorOptions.USERNAME,
            DeadLettersConnectorOptions.PASSWORD,
            DeadLettersConnectorOptions.ROLLING_INTERVAL,
            ChangeFilesConnectorOptions.ROLLING_SIZE,
            ChangeFilesConnectorOptions.WRITE_RETRIES,
            ChangeFilesConnectorOptions.WRITE_RETRY_DELAY));
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    ReadableConfig options = options(context);
    String name = FilesDynamicSink.name(context.getObjectIdentifier());
    String uid = IDENTIFIER + "-" + name;
    try {
      WriteRetry retry =
          new WriteRetry(
              options.get(ChangeFilesConnectorOptions.WRITE_RETRIES),
              options.get(ChangeFilesConnectorOptions.WRITE_RETRY_DELAY));
      if (isDatabase(options)) {
        return JdbcLettersTable.sink(uid, new JdbcLettersSink(database(options), retry));
      }
      RollingPolicy rolling =
          new RollingPolicy(
              options.get(ChangeFilesConnectorOptions.ROLLING_SIZE).getBytes(),
              options.get(DeadLettersConnectorOptions.ROLLING_INTERVAL));
      return new FilesDynamicSink(
          uid,
          new ChangeFilesSink(
              LetterFiles.written(name, required(options, DeadLettersConnectorOptions.PATH)),
              rolling,
              retry,
              "deadLetters"));
    } catch (IllegalArgumentException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    ReadableConfig options = options(context);
    try {
      return isDatabase(options)
          ? JdbcLettersTable.source(database(options))
          : new FilesDynamicSource(
              LetterFiles.read(required(options, DeadLettersConnectorOptions.PATH)),
              context.getPhysicalRowDataType(),
              Map.of(),
              null);
    } catch (IllegalArgumentException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  private static boolean isDatabase(ReadableConfig options) {
    return options.get(DeadLettersConnectorOptions.STORE) == Store.JDBC;
  }

  private static LetterDatabase database(ReadableConfig options) {
    return new LetterDatabase(
        required(options, DeadLettersConnectorOptions.URL),
        options.get(DeadLettersConnectorOptions.TABLE_NAME),
        secret(options, DeadLettersConnectorOptions.USERNAME),
        secret(options, DeadLettersConnectorOptions.PASSWORD));
  }

  private static Secret secret(ReadableConfig options, ConfigOption<String> option) {
    return options
        .getOptional(option)
        .map(reference -> Secret.of(option.key(), reference))
        .orElse(null);
  }

  private static String required(ReadableConfig options, ConfigOption<String> option) {
    return options
        .getOptional(option)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "'store' = '%s' needs option '%s'",
                        options
                            .get(DeadLettersConnectorOptions.STORE)
                            .name()
                            .toLowerCase(Locale.ROOT),
                        option.key())));
  }

  private ReadableConfig options(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    helper.validate();
    checkColumns(context.getPhysicalRowDataType());
    return helper.getOptions();
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
