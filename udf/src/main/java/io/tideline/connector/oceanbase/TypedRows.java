package io.tideline.connector.oceanbase;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceOptions;
import org.apache.flink.cdc.connectors.mysql.table.MySqlDeserializationConverterFactory;
import org.apache.flink.cdc.connectors.mysql.table.MySqlReadableMetadata;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.cdc.debezium.table.MetadataConverter;
import org.apache.flink.cdc.debezium.table.RowDataDebeziumDeserializeSchema;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** How upstream's records become the rows of a typed table; upstream keeps its own to itself. */
final class TypedRows {

  private final RowType columns;
  private final ZoneId serverTimeZone;
  private final boolean appendOnly;
  private final List<String> metadata;

  private TypedRows(
      RowType columns, ZoneId serverTimeZone, boolean appendOnly, List<String> metadata) {
    this.columns = columns;
    this.serverTimeZone = serverTimeZone;
    this.appendOnly = appendOnly;
    this.metadata = metadata;
  }

  static TypedRows of(ResolvedSchema schema, ReadableConfig options) {
    DataTypes.Field[] fields =
        schema.getColumns().stream()
            .filter(Column::isPhysical)
            .map(column -> DataTypes.FIELD(column.getName(), column.getDataType()))
            .toArray(DataTypes.Field[]::new);
    return new TypedRows(
        (RowType) DataTypes.ROW(fields).notNull().getLogicalType(),
        options
            .getOptional(MySqlSourceOptions.SERVER_TIME_ZONE)
            .map(ZoneId::of)
            .orElseGet(ZoneId::systemDefault),
        options.get(MySqlSourceOptions.SCAN_READ_CHANGELOG_AS_APPEND_ONLY_ENABLED),
        List.of());
  }

  TypedRows withMetadata(List<String> keys) {
    return new TypedRows(columns, serverTimeZone, appendOnly, List.copyOf(keys));
  }

  DebeziumDeserializationSchema<RowData> deserializer(TypeInformation<RowData> type) {
    return RowDataDebeziumDeserializeSchema.newBuilder()
        .setPhysicalRowType(columns)
        .setMetadataConverters(
            metadata.stream().map(TypedRows::converter).toArray(MetadataConverter[]::new))
        .setResultTypeInfo(type)
        .setServerTimeZone(serverTimeZone)
        .setUserDefinedConverterFactory(MySqlDeserializationConverterFactory.instance())
        .setAppendOnly(appendOnly)
        .build();
  }

  private static MetadataConverter converter(String key) {
    return Arrays.stream(MySqlReadableMetadata.values())
        .filter(column -> column.getKey().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no metadata '" + key + "'"))
        .getConverter();
  }
}
