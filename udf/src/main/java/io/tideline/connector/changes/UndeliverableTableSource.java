package io.tideline.connector.changes;

import io.tideline.connector.changes.gate.DeadLetterOutput;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** The events of a stream that cannot be delivered, as dead letters. */
final class UndeliverableTableSource implements ScanTableSource {

  private final StreamTable table;
  private final DataType type;

  /**
   * @param type any of the columns of a dead letter
   */
  UndeliverableTableSource(StreamTable table, DataType type) {
    this.table = table;
    this.type = type;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    TypeInformation<RowData> rows = context.createTypeInformation(type);
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext providerContext, StreamExecutionEnvironment environment) {
        SharedStream stream = table.stream(environment);
        return stream.add(
            new DeadLetterOutput(
                stream.freeName(table.name()), DataType.getFieldNames(type), rows));
      }

      @Override
      public boolean isBounded() {
        return table.isBounded();
      }
    };
  }

  @Override
  public DynamicTableSource copy() {
    return new UndeliverableTableSource(table, type);
  }

  @Override
  public String asSummaryString() {
    return "undeliverable events";
  }
}
