package io.tideline.connector.changes;

import io.tideline.connector.changes.gate.MetadataColumn;
import io.tideline.connector.changes.gate.TableOutput;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The changes of one table, each as a row of the declared columns.
 *
 * <p>Takes no projection: all declared columns are decoded whatever a query reads, so that a row is
 * good or bad by its table's declaration alone. Takes no filter: it would split the scan.
 */
final class ChangesTableSource implements ScanTableSource, SupportsReadingMetadata {

  private final StreamTable table;
  private final String sourceTable;
  private final DataType physicalType;
  private List<MetadataColumn> metadata = List.of();
  private DataType producedType;

  /**
   * @param sourceTable {@code database.table} of the changes
   */
  ChangesTableSource(StreamTable table, String sourceTable, DataType physicalType) {
    this.table = table;
    this.sourceTable = sourceTable;
    this.physicalType = physicalType;
    this.producedType = physicalType;
  }

  @Override
  public Map<String, DataType> listReadableMetadata() {
    return MetadataColumn.types();
  }

  @Override
  public void applyReadableMetadata(List<String> keys, DataType producedType) {
    this.metadata = keys.stream().map(MetadataColumn::ofKey).collect(Collectors.toList());
    this.producedType = producedType;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    RowType columns = (RowType) physicalType.getLogicalType();
    TypeInformation<RowData> type = context.createTypeInformation(producedType);
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext providerContext, StreamExecutionEnvironment environment) {
        SharedStream stream = table.stream(environment);
        String name = stream.freeName(table.name());
        return stream.add(
            new TableOutput(name, table.route(), sourceTable, columns, metadata, type));
      }

      @Override
      public boolean isBounded() {
        return table.isBounded();
      }
    };
  }

  @Override
  public DynamicTableSource copy() {
    ChangesTableSource copy = new ChangesTableSource(table, sourceTable, physicalType);
    copy.metadata = metadata;
    copy.producedType = producedType;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "changes of " + sourceTable;
  }
}
