package io.tideline.connector.oceanbase;

import io.tideline.connector.oceanbase.event.ChangeEventDeserializer;
import io.tideline.connector.oceanbase.event.ChangeEventEmitter;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
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
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.InstantiationUtil;

/**
 * Upstream's source with an emitter of our own and a password that is known only while running.
 *
 * <p>Upstream's source holds the password's reference. The value is put into a copy, made where the
 * source is used and never serialized.
 */
final class ChangeEventSource
    implements Source<RowData, MySqlSplit, PendingSplitsState>, ResultTypeQueryable<RowData> {

  private static final long serialVersionUID = 1L;

  private final MySqlSource<RowData> upstream;
  private final ChangeEventSettings settings;
  private final TypeInformation<RowData> type;

  ChangeEventSource(
      MySqlSource<RowData> upstream, ChangeEventSettings settings, TypeInformation<RowData> type) {
    this.upstream = upstream;
    this.settings = settings;
    this.type = type;
  }

  @Override
  public Boundedness getBoundedness() {
    return upstream.getBoundedness();
  }

  @Override
  public SplitEnumerator<MySqlSplit, PendingSplitsState> createEnumerator(
      SplitEnumeratorContext<MySqlSplit> context) throws IOException {
    return withPassword().createEnumerator(context);
  }

  @Override
  public SplitEnumerator<MySqlSplit, PendingSplitsState> restoreEnumerator(
      SplitEnumeratorContext<MySqlSplit> context, PendingSplitsState checkpoint)
      throws IOException {
    return withPassword().restoreEnumerator(context, checkpoint);
  }

  @Override
  public SourceReader<RowData, MySqlSplit> createReader(SourceReaderContext context)
      throws IOException {
    int subtask = context.getIndexOfSubtask();
    MySqlSourceConfig config = withPassword().getConfigFactory().createConfig(subtask);
    MySqlSourceReaderMetrics metrics = new MySqlSourceReaderMetrics(context.metricGroup());
    metrics.registerMetrics();
    ChangeEventDeserializer deserializer =
        new ChangeEventDeserializer(settings.sourceName(), settings.logEpoch(), type);
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
  public SimpleVersionedSerializer<MySqlSplit> getSplitSerializer() {
    return upstream.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<PendingSplitsState> getEnumeratorCheckpointSerializer() {
    return upstream.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return type;
  }

  private MySqlSource<RowData> withPassword() throws IOException {
    try {
      MySqlSource<RowData> copy = InstantiationUtil.clone(upstream);
      copy.getConfigFactory().password(settings.password().resolve());
      return copy;
    } catch (ClassNotFoundException e) {
      throw new IOException("cannot copy the settings of the database connection", e);
    }
  }
}
