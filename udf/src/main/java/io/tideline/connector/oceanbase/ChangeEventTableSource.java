package io.tideline.connector.oceanbase;

import io.tideline.connector.oceanbase.event.ChangeEventDeserializer;
import io.tideline.connector.oceanbase.event.ChangeEventEmitter;
import io.tideline.connector.recovery.RecoveryWatch;
import io.tideline.event.ChangeColumns;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.table.MySqlTableSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.data.RowData;

/** A table that holds each change of a database as one inserted row. */
final class ChangeEventTableSource implements ScanTableSource {

  private final MySqlTableSource upstream;
  private final ChangeEventSettings settings;

  ChangeEventTableSource(MySqlTableSource upstream, ChangeEventSettings settings) {
    this.upstream = upstream;
    this.settings = settings;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    SourceProvider provider = (SourceProvider) upstream.getScanRuntimeProvider(context);
    MySqlSource<RowData> source = (MySqlSource<RowData>) provider.createSource();
    settings.applyTo(source.getConfigFactory());
    TypeInformation<RowData> type = context.createTypeInformation(ChangeColumns.DATA_TYPE);
    String name = settings.sourceName();
    CaptureSource<RowData> events =
        new CaptureSource<>(
            source,
            settings.password(),
            settings.log(),
            (parts, config) ->
                new ChangeEventEmitter(new ChangeEventDeserializer(name, type), parts),
            type);
    return new Provider(events, name);
  }

  /** Unlike upstream's, it gives the source a uid, so that its state survives changes around it. */
  private static final class Provider implements DataStreamScanProvider {

    private final CaptureSource<RowData> source;
    private final String name;

    private Provider(CaptureSource<RowData> source, String sourceName) {
      this.source = source;
      this.name = "oceanbase-cdc-" + sourceName + "-source";
    }

    @Override
    public DataStream<RowData> produceDataStream(
        ProviderContext context, StreamExecutionEnvironment environment) {
      DataStream<RowData> changes =
          environment.fromSource(source, WatermarkStrategy.noWatermarks(), name).uid(name);
      return isBounded() ? changes : RecoveryWatch.of(changes, name + "-recovery");
    }

    @Override
    public boolean isBounded() {
      return source.getBoundedness() == Boundedness.BOUNDED;
    }
  }

  @Override
  public DynamicTableSource copy() {
    return new ChangeEventTableSource((MySqlTableSource) upstream.copy(), settings);
  }

  @Override
  public String asSummaryString() {
    return "OceanBase changes as events of " + settings.sourceName();
  }
}
