package io.tideline.connector.oceanbase;

import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.factories.DynamicTableFactory;

/** What upstream's factory sees of our table. */
final class UpstreamContext implements DynamicTableFactory.Context {

  private final DynamicTableFactory.Context context;
  private final ResolvedCatalogTable table;

  private UpstreamContext(
      DynamicTableFactory.Context context, ResolvedSchema schema, Map<String, String> options) {
    this.context = context;
    this.table =
        new ResolvedCatalogTable(context.getCatalogTable().getOrigin().copy(options), schema);
  }

  /** The same table, with other options. */
  static UpstreamContext typed(DynamicTableFactory.Context context, Map<String, String> options) {
    return new UpstreamContext(context, context.getCatalogTable().getResolvedSchema(), options);
  }

  /**
   * A table of one column: where the changes of many tables are read, upstream's columns are never
   * used, but it insists on a primary key.
   */
  static UpstreamContext untyped(DynamicTableFactory.Context context, Map<String, String> options) {
    ResolvedSchema schema =
        new ResolvedSchema(
            List.of(Column.physical("event_id", DataTypes.STRING().notNull())),
            List.of(),
            UniqueConstraint.primaryKey("key", List.of("event_id")));
    return new UpstreamContext(context, schema, options);
  }

  @Override
  public ResolvedCatalogTable getCatalogTable() {
    return table;
  }

  @Override
  public ObjectIdentifier getObjectIdentifier() {
    return context.getObjectIdentifier();
  }

  @Override
  public Map<String, String> getEnrichmentOptions() {
    return Map.of();
  }

  @Override
  public ReadableConfig getConfiguration() {
    return context.getConfiguration();
  }

  @Override
  public ClassLoader getClassLoader() {
    return context.getClassLoader();
  }

  @Override
  public boolean isTemporary() {
    return context.isTemporary();
  }
}
