package io.tideline.connector.oceanbase;

import io.tideline.connector.oceanbase.reader.ReaderOptions;
import io.tideline.secret.Secret;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlRecordEmitter;
import org.apache.flink.cdc.connectors.mysql.table.MySqlTableSource;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * Upstream's table as it is, but for a password that is resolved where the job runs, and for our
 * reader of the log.
 */
final class TypedTableSource implements ScanTableSource, SupportsReadingMetadata {

  private final MySqlTableSource upstream;
  private final Secret password;
  private final ReaderOptions log;
  private TypedRows rows;

  TypedTableSource(MySqlTableSource upstream, Secret password, ReaderOptions log, TypedRows rows) {
    this.upstream = upstream;
    this.password = password;
    this.log = log;
    this.rows = rows;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return upstream.getChangelogMode();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    SourceProvider provider = (SourceProvider) upstream.getScanRuntimeProvider(context);
    MySqlSource<RowData> source = (MySqlSource<RowData>) provider.createSource();
    DebeziumDeserializationSchema<RowData> deserializer =
        rows.deserializer(source.getProducedType());
    return SourceProvider.of(
        new CaptureSource<>(
            source,
            password,
            log,
            (parts, config) ->
                new MySqlRecordEmitter<>(
                    deserializer, parts.upstreamMetrics(), config.isIncludeSchemaChanges()),
            source.getProducedType()));
  }

  @Override
  public Map<String, DataType> listReadableMetadata() {
    return upstream.listReadableMetadata();
  }

  @Override
  public void applyReadableMetadata(List<String> keys, DataType producedDataType) {
    upstream.applyReadableMetadata(keys, producedDataType);
    rows = rows.withMetadata(keys);
  }

  @Override
  public DynamicTableSource copy() {
    return new TypedTableSource((MySqlTableSource) upstream.copy(), password, log, rows);
  }

  @Override
  public String asSummaryString() {
    return upstream.asSummaryString();
  }
}
