package io.tideline.connector.oceanbase;

import io.tideline.connector.oceanbase.event.ChangeEventDeserializer;
import io.tideline.connector.oceanbase.event.ChangeEventEmitter;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.metrics.MySqlSourceReaderMetrics;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSourceReader;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSplitReader;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.SourceRecords;
import org.apache.flink.cdc.connectors.mysql.source.utils.hooks.SnapshotPhaseHooks;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.table.data.RowData;

/** Upstream's source, whose reader emits change events instead of typed rows. */
final class ChangeEventSource extends LatePasswordSource<RowData> {

  private static final long serialVersionUID = 1L;

  private final String sourceName;
  private final int logEpoch;
  private final TypeInformation<RowData> type;

  ChangeEventSource(
      MySqlSource<RowData> upstream, ChangeEventSettings settings, TypeInformation<RowData> type) {
    super(upstream, settings.password());
    this.sourceName = settings.sourceName();
    this.logEpoch = settings.logEpoch();
    this.type = type;
  }

  @Override
  public SourceReader<RowData, MySqlSplit> createReader(SourceReaderContext context)
      throws Exception {
    int subtask = context.getIndexOfSubtask();
    MySqlSourceConfig config = withPassword().getConfigFactory().createConfig(subtask);
    MySqlSourceReaderMetrics metrics = new MySqlSourceReaderMetrics(context.metricGroup());
    metrics.registerMetrics();
    ChangeEventDeserializer deserializer = new ChangeEventDeserializer(sourceName, logEpoch, type);
    deserializer.open(context.metricGroup().counter("capturedChanges"));
    MySqlSourceReaderContext readerContext = new MySqlSourceReaderContext(context);
    FutureCompletingBlockingQueue<RecordsWithSplitIds<SourceRecords>> queue =
        new FutureCompletingBlockingQueue<>();
    return new MySqlSourceReader<>(
        queue,
        () -> new MySqlSplitReader(config, subtask, readerContext, SnapshotPhaseHooks.empty()),
        new ChangeEventEmitter(deserializer, metrics),
        context.getConfiguration(),
        readerContext,
        config);
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return type;
  }
}
