package io.tideline.connector.oceanbase;

import io.tideline.connector.oceanbase.reader.ReaderOptions;
import io.tideline.event.ChangeColumns;
import io.tideline.secret.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceOptions;
import org.apache.flink.cdc.connectors.mysql.table.MySqlTableSource;
import org.apache.flink.cdc.connectors.mysql.table.MySqlTableSourceFactory;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.types.logical.RowType;

/**
 * The connector 'oceanbase-cdc': upstream's MySQL connector, which OceanBase's Binlog Service
 * speaks to, and with {@code 'changes-as-events' = 'true'} a table of all changes of all matching
 * tables.
 *
 * <pre>{@code
 * CREATE TABLE database_log (event_id STRING, op STRING, …) WITH (
 *   'connector' = 'oceanbase-cdc', 'changes-as-events' = 'true', 'source-name' = 'shop-db',
 *   'hostname' = 'db', 'username' = 'tideline', 'password' = '${env:DATABASE_PASSWORD}',
 *   'database-name' = 'shop', 'table-name' = 'shop\..*'
 * )
 * }</pre>
 *
 * <p>A password given as a reference is resolved where the job runs; only upstream's old source,
 * {@code 'scan.incremental.snapshot.enabled' = 'false'}, needs it while planning.
 */
public class OceanBaseTableSourceFactory extends MySqlTableSourceFactory {

  private static final String PASSWORD = MySqlSourceOptions.PASSWORD.key();

  @Override
  public String factoryIdentifier() {
    return "oceanbase-cdc";
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    Set<ConfigOption<?>> options = super.optionalOptions();
    options.addAll(OceanBaseConnectorOptions.all());
    return options;
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    Map<String, String> options = context.getCatalogTable().getOptions();
    ReadableConfig config = Configuration.fromMap(options);
    if (!config.get(OceanBaseConnectorOptions.CHANGES_AS_EVENTS)) {
      return typed(context, config);
    }
    validateColumns(context);
    String source =
        config
            .getOptional(OceanBaseConnectorOptions.SOURCE_NAME)
            .filter(name -> !name.isBlank())
            .orElseThrow(
                () ->
                    new ValidationException(
                        "'changes-as-events' needs 'source-name', the name of this database in"
                            + " its events, such as 'source-name' = 'shop-db'"));
    ChangeEventSettings settings = new ChangeEventSettings(source, reading(config), options);
    MySqlTableSource upstream =
        (MySqlTableSource)
            super.createDynamicTableSource(
                UpstreamContext.untyped(context, settings.upstreamOptions()));
    return new ChangeEventTableSource(upstream, settings);
  }

  private DynamicTableSource typed(Context context, ReadableConfig config) {
    Map<String, String> options = new HashMap<>(context.getCatalogTable().getOptions());
    Secret password = Secret.of(PASSWORD, options.getOrDefault(PASSWORD, ""));
    if (config.get(MySqlSourceOptions.SCAN_INCREMENTAL_SNAPSHOT_ENABLED)) {
      return new TypedTableSource(
          (MySqlTableSource) super.createDynamicTableSource(context),
          password,
          reading(config),
          TypedRows.of(context.getCatalogTable().getResolvedSchema(), config));
    }
    options.computeIfPresent(PASSWORD, (option, reference) -> password.resolve());
    return super.createDynamicTableSource(UpstreamContext.typed(context, options));
  }

  private static ReaderOptions reading(ReadableConfig config) {
    return new ReaderOptions(
        config.get(OceanBaseConnectorOptions.LOG_EPOCH),
        config.get(OceanBaseConnectorOptions.LOG_LOST),
        notNegative(config.get(OceanBaseConnectorOptions.SNAPSHOT_ROWS_PER_SECOND)));
  }

  private static int notNegative(int rowsPerSecond) {
    if (rowsPerSecond < 0) {
      throw new ValidationException(
          String.format(
              "'%s' is at least 0, which is no limit, not %d",
              OceanBaseConnectorOptions.SNAPSHOT_ROWS_PER_SECOND.key(), rowsPerSecond));
    }
    return rowsPerSecond;
  }

  private static void validateColumns(Context context) {
    ResolvedSchema schema = context.getCatalogTable().getResolvedSchema();
    RowType declared = (RowType) schema.toPhysicalRowDataType().getLogicalType().copy(true);
    RowType expected = (RowType) ChangeColumns.ROW_TYPE.copy(true);
    if (!declared.equals(expected) || schema.getColumns().size() != expected.getFieldCount()) {
      throw new ValidationException(
          String.format(
              "With 'changes-as-events' the columns of %s are those of a change event,%n  %s%nbut"
                  + " it declares%n  %s",
              context.getObjectIdentifier().asSummaryString(),
              expected.asSummaryString(),
              declared.asSummaryString()));
    }
  }
}
