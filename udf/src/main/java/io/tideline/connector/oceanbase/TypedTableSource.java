package io.tideline.connector.oceanbase;

import io.tideline.secret.Secret;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.table.MySqlTableSource;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Upstream's table as it is, but for a password that is resolved where the job runs. */
final class TypedTableSource implements ScanTableSource, SupportsReadingMetadata {

  private final MySqlTableSource upstream;
  private final Secret password;

  TypedTableSource(MySqlTableSource upstream, Secret password) {
    this.upstream = upstream;
    this.password = password;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return upstream.getChangelogMode();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    SourceProvider provider = (SourceProvider) upstream.getScanRuntimeProvider(context);
    MySqlSource<RowData> source = (MySqlSource<RowData>) provider.createSource();
    return SourceProvider.of(new LatePasswordSource<>(source, password));
  }

  @Override
  public Map<String, DataType> listReadableMetadata() {
    return upstream.listReadableMetadata();
  }

  @Override
  public void applyReadableMetadata(List<String> keys, DataType producedDataType) {
    upstream.applyReadableMetadata(keys, producedDataType);
  }

  @Override
  public DynamicTableSource copy() {
    return new TypedTableSource((MySqlTableSource) upstream.copy(), password);
  }

  @Override
  public String asSummaryString() {
    return upstream.asSummaryString();
  }
}
