package io.tideline.connector.changes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;

/** Tables that keep what is inserted for a test to look at: {@code 'connector' = 'kept-rows'}. */
final class KeptRows {

  private static final Map<String, List<Row>> ROWS = new ConcurrentHashMap<>();

  private KeptRows() {}

  /** The rows so far, as a list that grows. */
  static List<Row> of(String table) {
    return ROWS.computeIfAbsent(table, name -> new CopyOnWriteArrayList<>());
  }

  static void clear() {
    ROWS.clear();
  }

  public static final class Factory implements DynamicTableSinkFactory {

    @Override
    public String factoryIdentifier() {
      return "kept-rows";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
      return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
      return Set.of();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
      return new Sink(
          context.getObjectIdentifier().getObjectName(), context.getPhysicalRowDataType());
    }
  }

  private static final class Sink implements DynamicTableSink {
    private final String table;
    private final DataType type;

    Sink(String table, DataType type) {
      this.table = table;
      this.type = type;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
      return ChangelogMode.insertOnly();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
      Writer writer = new Writer(table, context.createDataStructureConverter(type));
      return new DataStreamSinkProvider() {
        @Override
        public DataStreamSink<?> consumeDataStream(
            ProviderContext provider, DataStream<RowData> rows) {
          return rows.addSink(writer).uid("kept-" + table).setParallelism(1);
        }
      };
    }

    @Override
    public DynamicTableSink copy() {
      return new Sink(table, type);
    }

    @Override
    public String asSummaryString() {
      return "kept rows";
    }
  }

  private static final class Writer implements SinkFunction<RowData> {
    private static final long serialVersionUID = 1L;

    private final String table;
    private final DynamicTableSink.DataStructureConverter converter;

    Writer(String table, DynamicTableSink.DataStructureConverter converter) {
      this.table = table;
      this.converter = converter;
    }

    @Override
    public void invoke(RowData row, Context context) {
      of(table).add((Row) converter.toExternal(row));
    }
  }
}
