package io.tideline.connector.changes;

import io.tideline.connector.changes.gate.DeadLetterOutput;
import io.tideline.connector.changes.gate.FindingOutput;
import java.util.List;
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

/** What a stream reports beside its changes: events that cannot be delivered, or findings. */
final class ReportTableSource implements ScanTableSource {

  /** What is reported. */
  enum Report {
    UNDELIVERABLE("undeliverable events") {
      @Override
      DataStream<RowData> add(
          SharedStream stream, String name, List<String> columns, TypeInformation<RowData> type) {
        return stream.add(new DeadLetterOutput(name, columns, type));
      }
    },
    FINDINGS("findings") {
      @Override
      DataStream<RowData> add(
          SharedStream stream, String name, List<String> columns, TypeInformation<RowData> type) {
        return stream.add(new FindingOutput(name, columns, type));
      }
    };

    private final String summary;

    Report(String summary) {
      this.summary = summary;
    }

    abstract DataStream<RowData> add(
        SharedStream stream, String name, List<String> columns, TypeInformation<RowData> type);
  }

  private final StreamTable table;
  private final Report report;
  private final DataType type;

  /**
   * @param type any of the columns of the report
   */
  ReportTableSource(StreamTable table, Report report, DataType type) {
    this.table = table;
    this.report = report;
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
        return report.add(
            stream, stream.freeName(table.name()), DataType.getFieldNames(type), rows);
      }

      @Override
      public boolean isBounded() {
        return table.isBounded();
      }
    };
  }

  @Override
  public DynamicTableSource copy() {
    return new ReportTableSource(table, report, type);
  }

  @Override
  public String asSummaryString() {
    return report.summary;
  }
}
