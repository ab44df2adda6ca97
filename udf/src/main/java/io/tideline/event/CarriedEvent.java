package io.tideline.event;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * A change event as a typed row carries it along, in the metadata column {@value #COLUMN}: for the
 * dead letter of a row that its sink refuses, and to know a replayed one. The first columns are
 * those of a dead letter ({@link DeadLetterColumns}).
 */
public final class CarriedEvent {

  /** The metadata column of 'changes' and 'change-files'. */
  public static final String COLUMN = "_event";

  public static final int ATTEMPT = DeadLetterColumns.SEQ + 1;
  public static final int ROUTE = DeadLetterColumns.SEQ + 2;

  public static final DataType DATA_TYPE =
      ChangeColumns.followedBy(
          DataTypes.FIELD("shard", DataTypes.STRING()),
          DataTypes.FIELD("sequence", DataTypes.BIGINT()),
          DataTypes.FIELD("run", DataTypes.BIGINT()),
          DataTypes.FIELD("seq", DataTypes.BIGINT()),
          DataTypes.FIELD("attempt", DataTypes.INT()),
          DataTypes.FIELD("route", DataTypes.STRING()));

  public static final RowType ROW_TYPE = (RowType) DATA_TYPE.getLogicalType();

  public static final int ARITY = ROUTE + 1;

  private CarriedEvent() {}
}
