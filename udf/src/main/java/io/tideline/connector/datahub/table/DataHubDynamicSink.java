package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.sink.DataHubSink;
import io.tideline.connector.datahub.sink.RecordEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.abilities.SupportsWritingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.RowKind;

/** A topic as a table to write. */
final class DataHubDynamicSink implements DynamicTableSink, SupportsWritingMetadata {

  private static final int NO_ATTRIBUTES = -1;

  private final DeclaredTable table;
  private final ReadableConfig options;
  private final EpochMicros times;
  private final Integer parallelism;
  private final Function<RecordEncoder, DataHubSink> sinks;
  private int attributesIndex = NO_ATTRIBUTES;

  /**
   * @param parallelism of the writers; null for that of the input
   */
  DataHubDynamicSink(
      DeclaredTable table,
      ReadableConfig options,
      EpochMicros times,
      Integer parallelism,
      Function<RecordEncoder, DataHubSink> sinks) {
    this.table = table;
    this.options = options;
    this.times = times;
    this.parallelism = parallelism;
    this.sinks = sinks;
  }

  @Override
  public ChangelogMode getChangelogMode(ChangelogMode requested) {
    if (!requested.containsOnly(RowKind.INSERT)) {
      throw new ValidationException(
          "table "
              + table.name()
              + " takes only INSERT rows, because a topic only grows, but the query also produces updates or"
              + " deletes; write changes as rows instead: 'oceanbase-cdc' does with 'changes-as-events' = 'true'");
    }
    return ChangelogMode.insertOnly();
  }

  @Override
  public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
    DataHubSink sink = sinks.apply(new RowEncoder(table, attributesIndex, times));
    return new DataStreamSinkProvider() {
      @Override
      public DataStreamSink<?> consumeDataStream(
          ProviderContext provider, DataStream<RowData> rows) {
        checkPlan();
        int writers = parallelism == null ? rows.getParallelism() : parallelism;
        return rows.sinkTo(sink.withRouter("shards", writers))
            .uid("datahub-sink-" + table.name())
            .name(table.name())
            .setParallelism(writers);
      }

      @Override
      public Optional<Integer> getParallelism() {
        return Optional.ofNullable(parallelism);
      }
    };
  }

  private void checkPlan() {
    OptionsWithoutEffect.logOfSink(options, table.name());
    PlanningCheck.fromOptions(options, table.name())
        .run(topic -> TopicTypeCheck.forWriting(table, topic));
  }

  @Override
  public Map<String, DataType> listWritableMetadata() {
    return Map.of(ReadableMetadata.ATTRIBUTES.key(), ReadableMetadata.ATTRIBUTES.type().nullable());
  }

  @Override
  public void applyWritableMetadata(List<String> keys, DataType consumedDataType) {
    attributesIndex = keys.isEmpty() ? NO_ATTRIBUTES : table.columns().getFieldCount();
  }

  @Override
  public DynamicTableSink copy() {
    DataHubDynamicSink copy = new DataHubDynamicSink(table, options, times, parallelism, sinks);
    copy.attributesIndex = attributesIndex;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "DataHub";
  }
}
