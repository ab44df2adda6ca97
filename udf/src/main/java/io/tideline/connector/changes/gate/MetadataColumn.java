package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.CarriedEvent;
import io.tideline.event.ChangeColumns;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

/** The columns that say what happened to the row, where, and when. */
public enum MetadataColumn {
  EVENT_ID("_event_id", DataTypes.STRING()) {
    @Override
    Object of(ChangeEvent event, String route, Boolean superseded) {
      return event.texts().data(ChangeColumns.EVENT_ID);
    }
  },
  OP("_op", DataTypes.STRING()) {
    @Override
    Object of(ChangeEvent event, String route, Boolean superseded) {
      return event.texts().data(ChangeColumns.OP);
    }
  },
  POSITION("_position", DataTypes.STRING()) {
    @Override
    Object of(ChangeEvent event, String route, Boolean superseded) {
      return event.texts().data(ChangeColumns.POSITION);
    }
  },
  EVENT_TIME("_event_time", DataTypes.TIMESTAMP_LTZ(3)) {
    @Override
    Object of(ChangeEvent event, String route, Boolean superseded) {
      return event.eventTime() == null ? null : TimestampData.fromEpochMillis(event.eventTime());
    }
  },
  BEFORE("_before", DataTypes.STRING()) {
    @Override
    Object of(ChangeEvent event, String route, Boolean superseded) {
      return event.texts().data(ChangeColumns.BEFORE);
    }
  },
  TRANSACTION_ID("_transaction_id", DataTypes.STRING()) {
    @Override
    Object of(ChangeEvent event, String route, Boolean superseded) {
      return event.texts().data(ChangeColumns.TRANSACTION_ID);
    }
  },
  SHARD("_shard", DataTypes.STRING()) {
    @Override
    Object of(ChangeEvent event, String route, Boolean superseded) {
      return StringData.fromString(event.provenance().shard());
    }
  },
  SEQUENCE("_sequence", DataTypes.BIGINT()) {
    @Override
    Object of(ChangeEvent event, String route, Boolean superseded) {
      return event.provenance().sequence();
    }
  },
  SUPERSEDED("_superseded", DataTypes.BOOLEAN()) {
    @Override
    Object of(ChangeEvent event, String route, Boolean superseded) {
      return superseded;
    }
  },
  EVENT(CarriedEvent.COLUMN, CarriedEvent.DATA_TYPE) {
    @Override
    Object of(ChangeEvent event, String route, Boolean superseded) {
      return new EventRow(event, event.provenance().routeOr(route));
    }
  };

  private final String key;
  private final DataType type;

  MetadataColumn(String key, DataType type) {
    this.key = key;
    this.type = type;
  }

  /**
   * Null where the event has none.
   *
   * @param route of the table whose row it becomes
   * @param superseded whether it is a replayed letter whose key has had later events; null when
   *     that is not known
   */
  abstract Object of(ChangeEvent event, String route, Boolean superseded);

  public DataType type() {
    return type;
  }

  /** Keys and types, as the planner asks for them. */
  public static Map<String, DataType> types() {
    Map<String, DataType> types = new LinkedHashMap<>();
    for (MetadataColumn column : values()) {
      types.put(column.key, column.type);
    }
    return types;
  }

  /**
   * @throws IllegalArgumentException when there is no such key
   */
  public static MetadataColumn ofKey(String key) {
    return Arrays.stream(values())
        .filter(column -> column.key.equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no metadata column '" + key + "'"));
  }
}
