package io.tideline.connector.changes;

import static io.tideline.connector.changes.ChangesConnectorOptions.ALERT_ACTION;
import static io.tideline.connector.changes.ChangesConnectorOptions.ALERT_LEAST_ROWS;
import static io.tideline.connector.changes.ChangesConnectorOptions.ALERT_SHARE;
import static io.tideline.connector.changes.ChangesConnectorOptions.ALERT_WINDOW;
import static io.tideline.connector.changes.ChangesConnectorOptions.CHECKS;
import static io.tideline.connector.changes.ChangesConnectorOptions.FINDINGS;
import static io.tideline.connector.changes.ChangesConnectorOptions.GATE;
import static io.tideline.connector.changes.ChangesConnectorOptions.STATE_TTL;
import static io.tideline.connector.changes.ChangesConnectorOptions.STREAM;
import static io.tideline.connector.changes.ChangesConnectorOptions.TABLE;
import static io.tideline.connector.changes.ChangesConnectorOptions.UNDELIVERABLE;
import static io.tideline.connector.changes.ChangesConnectorOptions.UNROUTED_TABLES;

import io.tideline.connector.changes.ChangesConnectorOptions.GateSetting;
import io.tideline.connector.changes.ReportTableSource.Report;
import io.tideline.connector.changes.decode.RowDecoder;
import io.tideline.connector.changes.gate.CheckMode;
import io.tideline.connector.changes.gate.Checks;
import io.tideline.connector.changes.gate.FindingKind;
import io.tideline.connector.changes.gate.GateMode;
import io.tideline.connector.changes.gate.GateSettings;
import io.tideline.connector.changes.gate.LetterThreshold;
import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.event.DeadLetterColumns;
import io.tideline.event.FindingColumns;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.TimeUtils;

/**
 * Typed tables over a topic of change events: the topic is read once for all of them, each event
 * passes the gate once and is decoded into the declared columns.
 *
 * <pre>{@code
 * CREATE TABLE orders (
 *   id BIGINT, amount DECIMAL(12, 2), PRIMARY KEY (id) NOT ENFORCED,
 *   _event_id STRING METADATA, _op STRING METADATA
 * ) WITH ('connector' = 'changes', 'stream' = 'main', 'table' = 'shop.orders', 'endPoint' = '…', …);
 * }</pre>
 */
public class ChangesDynamicTableFactory implements DynamicTableSourceFactory {

  public static final String IDENTIFIER = "changes";

  private static final Pattern STREAM_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    Set<ConfigOption<?>> options = new LinkedHashSet<>();
    options.add(STREAM);
    options.addAll(DataHubConnectorOptions.requiredSourceOptions());
    return options;
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    Set<ConfigOption<?>> options = new LinkedHashSet<>(ChangesConnectorOptions.all());
    options.remove(STREAM);
    options.addAll(DataHubConnectorOptions.sourceOptions());
    options.removeAll(DataHubConnectorOptions.requiredSourceOptions());
    return options;
  }

  /** Where the events come from; tests bring their own. */
  StreamSource source(ReadableConfig options, boolean bounded) {
    return new TopicStreamSource(options, bounded);
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    helper.validate();
    ReadableConfig options = helper.getOptions();
    ObjectIdentifier identifier = context.getObjectIdentifier();
    String name = identifier.asSummaryString();
    checkPlanner(context.getConfiguration());
    StreamTable table = new StreamTable(identifier, spec(context, options, name));
    DataType columns = context.getPhysicalRowDataType();
    checkOneKind(name, options);
    if (options.get(UNDELIVERABLE)) {
      checkReport(name, columns, DeadLetterColumns.DATA_TYPE, "a dead letter");
      return new ReportTableSource(table, Report.UNDELIVERABLE, columns);
    }
    if (options.get(FINDINGS)) {
      checkReport(name, columns, FindingColumns.DATA_TYPE, "a finding");
      return new ReportTableSource(table, Report.FINDINGS, columns);
    }
    String sourceTable = options.get(TABLE);
    checkSourceTable(name, sourceTable);
    checkColumns(name, (RowType) columns.getLogicalType());
    return new ChangesTableSource(table, sourceTable, columns);
  }

  private static void checkOneKind(String table, ReadableConfig options) {
    int kinds =
        (options.getOptional(TABLE).isPresent() ? 1 : 0)
            + (options.get(UNDELIVERABLE) ? 1 : 0)
            + (options.get(FINDINGS) ? 1 : 0);
    if (kinds != 1) {
      throw new ValidationException(
          String.format(
              "table %s: give one of 'table' = 'database.table' for the changes of a table, 'undeliverable' ="
                  + " 'true' for the events that cannot be delivered, 'findings' = 'true' for what is inconsistent",
              table));
    }
  }

  private StreamSpec spec(Context context, ReadableConfig options, String table) {
    String stream = options.get(STREAM);
    if (!STREAM_NAME.matcher(stream).matches()) {
      throw new ValidationException(
          String.format(
              "table %s: 'stream' = '%s' is not a name of letters, digits, '-' and '_'",
              table, stream));
    }
    Map<String, String> shared = new HashMap<>(context.getCatalogTable().getOptions());
    shared.remove(TABLE.key());
    shared.remove(UNDELIVERABLE.key());
    shared.remove(FINDINGS.key());
    boolean batch =
        context.getConfiguration().get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.BATCH;
    return new StreamSpec(stream, gate(options, batch, table), source(options, batch), shared);
  }

  private static GateSettings gate(ReadableConfig options, boolean batch, String table) {
    GateMode mode = batch ? GateMode.IN_MEMORY : GateMode.CHECKPOINTED;
    Map<FindingKind, CheckMode> checks = new EnumMap<>(FindingKind.class);
    CHECKS.forEach((kind, check) -> checks.put(kind, options.get(check)));
    return new GateSettings(
        options.get(GATE) == GateSetting.OFF ? GateMode.OFF : mode,
        timeToLive(table, options),
        new Checks(checks),
        unrouted(table, options),
        threshold(table, options));
  }

  private static LetterThreshold threshold(String table, ReadableConfig options) {
    try {
      return new LetterThreshold(
          options.get(ALERT_SHARE),
          options.get(ALERT_WINDOW),
          options.get(ALERT_LEAST_ROWS),
          options.get(ALERT_ACTION));
    } catch (IllegalArgumentException e) {
      throw new ValidationException(
          String.format("table %s: options 'dead-letters.alert.…': %s", table, e.getMessage()), e);
    }
  }

  private static Duration timeToLive(String table, ReadableConfig options) {
    Duration timeToLive = options.get(STATE_TTL);
    if (timeToLive == null) {
      return null;
    }
    if (timeToLive.toMillis() <= 0) {
      throw new ValidationException(
          String.format(
              "table %s: '%s' = '%s' forgets at once; give a time such as '30 d', or leave it out to forget nothing",
              table, STATE_TTL.key(), TimeUtils.formatWithHighestUnit(timeToLive)));
    }
    if (options.get(GATE) == GateSetting.OFF) {
      throw new ValidationException(
          String.format(
              "table %s: '%s' has no effect with '%s' = 'off', which remembers no keys; leave one of them out",
              table, STATE_TTL.key(), GATE.key()));
    }
    return timeToLive;
  }

  private static Pattern unrouted(String table, ReadableConfig options) {
    try {
      return Pattern.compile(options.get(UNROUTED_TABLES));
    } catch (PatternSyntaxException e) {
      throw new ValidationException(
          String.format(
              "table %s: '%s' = '%s' is not a regular expression: %s",
              table, UNROUTED_TABLES.key(), e.getPattern(), e.getDescription()));
    }
  }

  private static void checkSourceTable(String table, String sourceTable) {
    int point = sourceTable.indexOf('.');
    if (point <= 0 || point == sourceTable.length() - 1) {
      throw new ValidationException(
          String.format(
              "table %s: '%s' = '%s' is not of the form database.table",
              table, TABLE.key(), sourceTable));
    }
  }

  private static void checkColumns(String table, RowType columns) {
    try {
      new RowDecoder(columns, 0);
    } catch (IllegalArgumentException e) {
      throw new ValidationException("table " + table + ": " + e.getMessage());
    }
  }

  /** A report may declare any of its columns, in any order. */
  private static void checkReport(String table, DataType declared, DataType report, String what) {
    RowType all = (RowType) report.getLogicalType();
    for (RowType.RowField column : ((RowType) declared.getLogicalType()).getFields()) {
      int index = all.getFieldIndex(column.getName());
      LogicalTypeRoot expected = index < 0 ? null : all.getTypeAt(index).getTypeRoot();
      if (column.getType().getTypeRoot() != expected) {
        throw new ValidationException(
            String.format(
                "table %s: column '%s' %s is none of %s; those are %s",
                table,
                column.getName(),
                column.getType().asSummaryString(),
                what,
                all.asSummaryString()));
      }
    }
  }

  /** Without them the planner reads a table once for each INSERT, and bad rows come twice. */
  private static void checkPlanner(ReadableConfig configuration) {
    for (ConfigOption<Boolean> option :
        Set.of(
            OptimizerConfigOptions.TABLE_OPTIMIZER_REUSE_SOURCE_ENABLED,
            OptimizerConfigOptions.TABLE_OPTIMIZER_REUSE_SUB_PLAN_ENABLED)) {
      if (!configuration.get(option)) {
        throw new ValidationException(
            String.format(
                "'changes' tables share one source, which '%s' = 'false' takes apart; leave it true",
                option.key()));
      }
    }
  }
}
