package io.tideline.connector.files;

import io.tideline.connector.files.sink.ChangeFilesSink;
import io.tideline.connector.files.sink.FileTable;
import io.tideline.connector.files.sink.RollingPolicy;
import io.tideline.connector.files.sink.WriteRetry;
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
  private final FileTable table;
  private final RollingPolicy rolling;
  private final WriteRetry retry;
  private final String rowCounter;

  /**
   * @param uid of the operators, the same over restarts and other routes
   * @param rowCounter the name of the metric that counts the rows
   */
  public FilesDynamicSink(
      String uid, FileTable table, RollingPolicy rolling, WriteRetry retry, String rowCounter) {
    this.uid = uid;
    this.table = table;
    this.rolling = rolling;
    this.retry = retry;
    this.rowCounter = rowCounter;
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
    return new DataStreamSinkProvider() {
      @Override
      public DataStreamSink<?> consumeDataStream(
          ProviderContext providerContext, DataStream<RowData> rows) {
        // As many writers as the input has: rows go forward, and a key's order stays.
        return rows.sinkTo(new ChangeFilesSink(table, rolling, retry, rowCounter))
            .setParallelism(rows.getParallelism())
            .name(uid)
            .uid(uid);
      }
    };
  }

  @Override
  public DynamicTableSink copy() {
    return new FilesDynamicSink(uid, table, rolling, retry, rowCounter);
  }

  @Override
  public String asSummaryString() {
    return uid;
  }
}
