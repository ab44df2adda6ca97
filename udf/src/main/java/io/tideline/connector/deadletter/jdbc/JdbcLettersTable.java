package io.tideline.connector.deadletter.jdbc;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.InputFormatProvider;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.data.RowData;

/** A table of dead letters in a database as the planner sees it. */
public final class JdbcLettersTable {

  private JdbcLettersTable() {}

  /**
   * @param uid of the operators, the same over restarts
   */
  public static DynamicTableSink sink(String uid, JdbcLettersSink sink) {
    return new Written(uid, sink);
  }

  public static DynamicTableSource source(LetterDatabase database) {
    return new Read(database);
  }

  private static final class Written implements DynamicTableSink {
    private final String uid;
    private final JdbcLettersSink sink;

    Written(String uid, JdbcLettersSink sink) {
      this.uid = uid;
      this.sink = sink;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
      return ChangelogMode.insertOnly();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
      return new DataStreamSinkProvider() {
        @Override
        public DataStreamSink<?> consumeDataStream(
            ProviderContext provider, DataStream<RowData> letters) {
          return letters.sinkTo(sink).setParallelism(letters.getParallelism()).name(uid).uid(uid);
        }
      };
    }

    @Override
    public DynamicTableSink copy() {
      return new Written(uid, sink);
    }

    @Override
    public String asSummaryString() {
      return uid;
    }
  }

  private static final class Read implements ScanTableSource {
    private final LetterDatabase database;

    Read(LetterDatabase database) {
      this.database = database;
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
      return InputFormatProvider.of(new JdbcLettersFormat(database));
    }

    @Override
    public DynamicTableSource copy() {
      return new Read(database);
    }

    @Override
    public String asSummaryString() {
      return "dead letters in the " + database;
    }
  }
}
