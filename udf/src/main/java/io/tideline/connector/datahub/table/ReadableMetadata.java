package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.TopicRecord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

/** What a table can read of a record beside its columns. */
enum ReadableMetadata {
  SHARD_ID("shard-id", DataTypes.BIGINT().notNull(), record -> Long.parseLong(record.shardId())),
  SEQUENCE(
      "sequence",
      DataTypes.STRING().notNull(),
      record -> StringData.fromString(Long.toString(record.sequence()))),
  SYSTEM_TIME(
      "system-time",
      DataTypes.TIMESTAMP_LTZ(3).notNull(),
      record -> TimestampData.fromEpochMillis(record.systemTime())),
  ATTRIBUTES(
      "attributes",
      DataTypes.MAP(DataTypes.STRING().notNull(), DataTypes.STRING()).notNull(),
      record -> attributes(record.attributes()));

  private final String key;
  private final DataType type;
  private final Function<TopicRecord, Object> value;

  ReadableMetadata(String key, DataType type, Function<TopicRecord, Object> value) {
    this.key = key;
    this.type = type;
    this.value = value;
  }

  static Map<String, DataType> types() {
    Map<String, DataType> types = new LinkedHashMap<>();
    for (ReadableMetadata metadata : values()) {
      types.put(metadata.key, metadata.type);
    }
    return types;
  }

  static ReadableMetadata of(String key) {
    for (ReadableMetadata metadata : values()) {
      if (metadata.key.equals(key)) {
        return metadata;
      }
    }
    throw new IllegalArgumentException("'" + key + "' is none of the metadata " + types().keySet());
  }

  String key() {
    return key;
  }

  DataType type() {
    return type;
  }

  Object of(TopicRecord record) {
    return value.apply(record);
  }

  private static GenericMapData attributes(Map<String, String> attributes) {
    Map<StringData, StringData> data = new HashMap<>();
    attributes.forEach(
        (name, text) -> data.put(StringData.fromString(name), StringData.fromString(text)));
    return new GenericMapData(data);
  }
}
