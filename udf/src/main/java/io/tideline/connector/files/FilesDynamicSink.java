package io.tideline.connector.files;

import io.tideline.connector.files.sink.ChangeFilesSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;

/** A table of files as the planner sees it when rows go into it. */
public final class FilesDynamicSink implements DynamicTableSink {

  private final String uid;
  private final ChangeFilesSink sink;

  /**
   * @param uid of the operators, the same over restarts and other routes
   */
  public FilesDynamicSink(String uid, ChangeFilesSink sink) {
    this.uid = uid;
    this.sink = sink;
  }

  /** A table's name in uids: its database and itself. */
  public static String name(ObjectIdentifier table) {
    return table.getDatabaseName() + "." + table.getObjectName();
  }

  @Override
  public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
    return ChangelogMode.insertOnly();
  }

  @Override
  public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
    return provider(uid, sink);
  }

  /** As many writers as the input has: rows go forward, and a key's order stays. */
  static SinkRuntimeProvider provider(String uid, ChangeFilesSink sink) {
    return new DataStreamSinkProvider() {
      @Override
      public DataStreamSink<?> consumeDataStream(
          ProviderContext providerContext, DataStream<RowData> rows) {
        return rows.sinkTo(sink).setParallelism(rows.getParallelism()).name(uid).uid(uid);
      }
    };
  }

  @Override
  public DynamicTableSink copy() {
    return new FilesDynamicSink(uid, sink);
  }

  @Override
  public String asSummaryString() {
    return uid;
  }
}
