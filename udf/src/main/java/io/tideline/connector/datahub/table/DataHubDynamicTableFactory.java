package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.RetrySettings;
import io.tideline.connector.datahub.sink.BatchLimits;
import io.tideline.connector.datahub.sink.BroadcastRows;
import io.tideline.connector.datahub.sink.DataHubSink;
import io.tideline.connector.datahub.sink.RowKey;
import io.tideline.connector.datahub.sink.RowRouting;
import io.tideline.connector.datahub.sink.SinkSettings;
import io.tideline.connector.datahub.sink.TopicLetters;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * {@code 'connector' = 'datahub'}: a topic of Alibaba Cloud DataHub as a table, with the DDL of the
 * official connector.
 *
 * <pre>{@code
 * CREATE TABLE orders (id BIGINT, amount DECIMAL(12, 2), placed_at TIMESTAMP(6)) WITH (
 *   'connector' = 'datahub', 'endPoint' = 'https://dh-cn-hangzhou.aliyuncs.com',
 *   'project' = 'shop', 'topic' = 'orders', 'subId' = '1542',
 *   'accessId' = '${env:ACCESS_ID}', 'accessKey' = '${env:ACCESS_KEY}', 'hashFields' = 'id'
 * );
 * }</pre>
 */
public final class DataHubDynamicTableFactory
    implements DynamicTableSourceFactory, DynamicTableSinkFactory {

  public static final String IDENTIFIER = "datahub";

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return DataHubConnectorOptions.requiredOptions();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    Set<ConfigOption<?>> optional = new LinkedHashSet<>(DataHubConnectorOptions.sourceOptions());
    optional.add(DataHubConnectorOptions.RECORD_MISFIT);
    optional.addAll(DataHubConnectorOptions.sinkOptions());
    optional.add(FactoryUtil.SINK_PARALLELISM);
    optional.removeAll(requiredOptions());
    return optional;
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    ReadableConfig options = validated(context);
    DataHubConnectorOptions.zone(options);
    boolean batch =
        context.getConfiguration().get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.BATCH;
    return new DataHubDynamicSource(
        DeclaredTable.of(context, DataHubConnection.fromOptions(options)), options, batch);
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    ReadableConfig options = validated(context);
    DataHubConnection connection = DataHubConnection.fromOptions(options);
    DeclaredTable table = DeclaredTable.of(context, connection);
    RowRouting routing = new RowRouting(key(table, options), broadcast(options, table.columns()));
    BatchLimits limits =
        new BatchLimits(
            options.get(DataHubConnectorOptions.BATCH_COUNT),
            options.get(DataHubConnectorOptions.BATCH_SIZE).getBytes(),
            options.get(DataHubConnectorOptions.FLUSH_INTERVAL).toMillis());
    SinkSettings settings =
        new SinkSettings(
            limits,
            RetrySettings.fromOptions(options),
            options.get(DataHubConnectorOptions.SHARD_DISCOVERY_INTERVAL));
    TopicLetters letters = letters(context, options, table.columns());
    return new DataHubDynamicSink(
        table,
        options,
        new EpochMicros(DataHubConnectorOptions.zone(options)),
        options.get(FactoryUtil.SINK_PARALLELISM),
        encoder -> new DataHubSink(connection, encoder, routing, settings, letters));
  }

  private static TopicLetters letters(Context context, ReadableConfig options, RowType physical) {
    String path = options.get(DataHubConnectorOptions.DEAD_LETTER_PATH);
    try {
      return path == null ? null : new TopicLetters(context.getObjectIdentifier(), physical, path);
    } catch (IllegalArgumentException e) {
      throw new ValidationException("option 'deadLetterPath': " + e.getMessage(), e);
    }
  }

  private ReadableConfig validated(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    MisspeltOptions.check(context.getCatalogTable().getOptions().keySet(), this);
    helper.validate();
    return helper.getOptions();
  }

  private static RowKey key(DeclaredTable table, ReadableConfig options) {
    List<String> fields =
        options
            .getOptional(DataHubConnectorOptions.HASH_FIELDS)
            .map(DataHubDynamicTableFactory::split)
            .orElse(table.primaryKey());
    return new RowKey(table.columns(), fields, DataHubConnectorOptions.HASH_FIELDS.key());
  }

  private static BroadcastRows broadcast(ReadableConfig options, RowType physical) {
    String field = options.get(DataHubConnectorOptions.BROADCAST_FIELD);
    String values = options.get(DataHubConnectorOptions.BROADCAST_VALUES);
    if (field == null && values == null) {
      return BroadcastRows.none();
    }
    if (field == null || values == null) {
      throw new ValidationException(
          "options 'broadcastField' and 'broadcastValues' are set together or not at all");
    }
    int column = physical.getFieldIndex(field);
    if (column < 0 || !physical.getTypeAt(column).is(LogicalTypeFamily.CHARACTER_STRING)) {
      throw new ValidationException(
          "option 'broadcastField' names a STRING column of the table, which '"
              + field
              + "' is not");
    }
    return BroadcastRows.with(column, split(values));
  }

  private static List<String> split(String list) {
    return Arrays.stream(list.split(","))
        .map(String::trim)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.toList());
  }
}
