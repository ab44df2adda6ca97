package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.source.DataHubSource;
import io.tideline.connector.datahub.source.ShardWatermarks;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.utils.TypeConversions;

/** A topic as a table to read. */
final class DataHubDynamicSource
    implements ScanTableSource, SupportsReadingMetadata, SupportsWatermarkPushDown {

  private final DeclaredTable table;
  private final ReadableConfig options;
  private final boolean bounded;
  private List<ReadableMetadata> metadata = List.of();
  private DataType produced;
  private WatermarkStrategy<RowData> watermarks = WatermarkStrategy.noWatermarks();

  DataHubDynamicSource(DeclaredTable table, ReadableConfig options, boolean bounded) {
    this.table = table;
    this.options = options;
    this.bounded = bounded;
    this.produced = TypeConversions.fromLogicalToDataType(table.columns());
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    TypeInformation<RowData> type = context.createTypeInformation(produced);
    RowDeserializer rows =
        new RowDeserializer(
            table,
            metadata,
            new EpochMicros(DataHubConnectorOptions.zone(options)),
            MisfitRecords.fromOptions(options, table.name()),
            type);
    DataHubSource<RowData> source = DataHubSource.fromOptions(options, bounded, rows);
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext provider, StreamExecutionEnvironment environment) {
        checkPlan();
        boolean checkpoints = environment.getCheckpointConfig().isCheckpointingEnabled();
        return environment
            .fromSource(
                checkpoints ? source : source.withoutCheckpoints(),
                ShardWatermarks.of(watermarks),
                table.name(),
                type)
            .uid("datahub-source-" + table.name());
      }

      @Override
      public boolean isBounded() {
        return source.getBoundedness() == Boundedness.BOUNDED;
      }
    };
  }

  private void checkPlan() {
    OptionsWithoutEffect.logOfSource(options, table.name());
    PlanningCheck.fromOptions(options, table.name())
        .run(topic -> TopicTypeCheck.forReading(table, topic));
  }

  @Override
  public Map<String, DataType> listReadableMetadata() {
    return ReadableMetadata.types();
  }

  @Override
  public void applyReadableMetadata(List<String> keys, DataType producedDataType) {
    metadata = keys.stream().map(ReadableMetadata::of).collect(Collectors.toList());
    produced = producedDataType;
  }

  /** Called several times while a plan is made. */
  @Override
  public void applyWatermark(WatermarkStrategy<RowData> strategy) {
    watermarks = strategy;
  }

  @Override
  public DynamicTableSource copy() {
    DataHubDynamicSource copy = new DataHubDynamicSource(table, options, bounded);
    copy.metadata = metadata;
    copy.produced = produced;
    copy.watermarks = watermarks;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "DataHub";
  }
}
