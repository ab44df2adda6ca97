package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.source.DataHubSource;
import java.time.ZoneId;
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
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;

/** A topic as a table to read. */
final class DataHubDynamicSource implements ScanTableSource, SupportsReadingMetadata {

  private final String name;
  private final ReadableConfig options;
  private final boolean bounded;
  private final RowType physical;
  private List<ReadableMetadata> metadata = List.of();
  private DataType produced;

  DataHubDynamicSource(String name, ReadableConfig options, boolean bounded, DataType physical) {
    this.name = name;
    this.options = options;
    this.bounded = bounded;
    this.physical = (RowType) physical.getLogicalType();
    this.produced = physical;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    TypeInformation<RowData> type = context.createTypeInformation(produced);
    EpochMicros times = new EpochMicros(ZoneId.of(options.get(DataHubConnectorOptions.TIME_ZONE)));
    DataHubSource<RowData> source =
        DataHubSource.fromOptions(
            options, bounded, new RowDeserializer(physical, metadata, times, type));
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext provider, StreamExecutionEnvironment environment) {
        return environment
            .fromSource(source, WatermarkStrategy.noWatermarks(), name, type)
            .uid("datahub-source-" + name);
      }

      @Override
      public boolean isBounded() {
        return source.getBoundedness() == Boundedness.BOUNDED;
      }
    };
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

  @Override
  public DynamicTableSource copy() {
    DataHubDynamicSource copy =
        new DataHubDynamicSource(
            name, options, bounded, TypeConversions.fromLogicalToDataType(physical));
    copy.metadata = metadata;
    copy.produced = produced;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "DataHub";
  }
}
