package io.tideline.event;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The columns of a change event, in their order: what 'oceanbase-cdc' with changes-as-events
 * produces, what the topic holds, and what 'changes' reads.
 */
public final class ChangeColumns {

  public static final int EVENT_ID = 0;
  public static final int OP = 1;
  public static final int SOURCE = 2;
  public static final int DATABASE_NAME = 3;
  public static final int TABLE_NAME = 4;
  public static final int EVENT_TIME = 5;
  public static final int PRIMARY_KEY = 6;
  public static final int BEFORE = 7;
  public static final int AFTER = 8;
  public static final int POSITION = 9;
  public static final int TRANSACTION_ID = 10;

  public static final List<String> NAMES =
      List.of(
          "event_id",
          "op",
          "source",
          "database_name",
          "table_name",
          "event_time",
          "primary_key",
          "before",
          "after",
          "position",
          "transaction_id");

  /** All STRING but {@code event_time}, an instant with milliseconds. */
  public static final DataType DATA_TYPE =
      DataTypes.ROW(
          DataTypes.FIELD("event_id", DataTypes.STRING()),
          DataTypes.FIELD("op", DataTypes.STRING()),
          DataTypes.FIELD("source", DataTypes.STRING()),
          DataTypes.FIELD("database_name", DataTypes.STRING()),
          DataTypes.FIELD("table_name", DataTypes.STRING()),
          DataTypes.FIELD("event_time", DataTypes.TIMESTAMP_LTZ(3)),
          DataTypes.FIELD("primary_key", DataTypes.STRING()),
          DataTypes.FIELD("before", DataTypes.STRING()),
          DataTypes.FIELD("after", DataTypes.STRING()),
          DataTypes.FIELD("position", DataTypes.STRING()),
          DataTypes.FIELD("transaction_id", DataTypes.STRING()));

  public static final RowType ROW_TYPE = (RowType) DATA_TYPE.getLogicalType();

  /** A type of these columns and more behind them. */
  static DataType followedBy(DataTypes.Field... further) {
    List<DataTypes.Field> fields = new ArrayList<>(DataType.getFields(DATA_TYPE));
    fields.addAll(List.of(further));
    return DataTypes.ROW(fields);
  }

  private ChangeColumns() {}
}
