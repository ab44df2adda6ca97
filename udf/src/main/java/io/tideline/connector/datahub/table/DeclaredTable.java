package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.DataHubConnection;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.logical.RowType;

/** A table as its DDL declares it, and the topic that the DDL names. */
final class DeclaredTable implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final DataHubConnection topic;
  private final RowType columns;
  private final List<String> primaryKey;

  DeclaredTable(String name, DataHubConnection topic, RowType columns, List<String> primaryKey) {
    this.name = name;
    this.topic = topic;
    this.columns = columns;
    this.primaryKey = List.copyOf(primaryKey);
  }

  static DeclaredTable of(DynamicTableFactory.Context context, DataHubConnection topic) {
    return new DeclaredTable(
        context.getObjectIdentifier().asSummaryString(),
        topic,
        (RowType) context.getPhysicalRowDataType().getLogicalType(),
        context
            .getCatalogTable()
            .getResolvedSchema()
            .getPrimaryKey()
            .map(UniqueConstraint::getColumns)
            .orElse(List.of()));
  }

  String name() {
    return name;
  }

  DataHubConnection topic() {
    return topic;
  }

  /** The physical ones. */
  RowType columns() {
    return columns;
  }

  List<String> primaryKey() {
    return primaryKey;
  }

  /** Flink makes a key's columns NOT NULL whether or not the DDL says so. */
  Set<String> columnsMadeNotNull() {
    return Set.copyOf(primaryKey);
  }
}
