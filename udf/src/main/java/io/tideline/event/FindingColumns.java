package io.tideline.event;

import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/**
 * The columns of a finding, in their order: what is inconsistent, the event that showed it, and
 * where that stands. The table {@code findings} of a change stream produces them.
 */
public final class FindingColumns {

  public static final int KIND = 0;
  public static final int DATABASE_NAME = 1;
  public static final int TABLE_NAME = 2;
  public static final int PRIMARY_KEY = 3;
  public static final int EXPECTED = 4;
  public static final int FOUND = 5;
  public static final int LAST_POSITION = 6;
  public static final int POSITION = 7;
  public static final int SHARD = 8;
  public static final int SEQUENCE = 9;
  public static final int RUN = 10;
  public static final int SEQ = 11;
  public static final int EVENT_ID = 12;
  public static final int FOUND_AT = 13;

  public static final DataType DATA_TYPE =
      DataTypes.ROW(
          DataTypes.FIELD("kind", DataTypes.STRING()),
          DataTypes.FIELD("database_name", DataTypes.STRING()),
          DataTypes.FIELD("table_name", DataTypes.STRING()),
          DataTypes.FIELD("primary_key", DataTypes.STRING()),
          DataTypes.FIELD("expected", DataTypes.STRING()),
          DataTypes.FIELD("found", DataTypes.STRING()),
          DataTypes.FIELD("last_position", DataTypes.STRING()),
          DataTypes.FIELD("position", DataTypes.STRING()),
          DataTypes.FIELD("shard", DataTypes.STRING()),
          DataTypes.FIELD("sequence", DataTypes.BIGINT()),
          DataTypes.FIELD("run", DataTypes.BIGINT()),
          DataTypes.FIELD("seq", DataTypes.BIGINT()),
          DataTypes.FIELD("event_id", DataTypes.STRING()),
          DataTypes.FIELD("found_at", DataTypes.TIMESTAMP_LTZ(3)));

  public static final List<String> NAMES = DataType.getFieldNames(DATA_TYPE);

  private FindingColumns() {}
}
