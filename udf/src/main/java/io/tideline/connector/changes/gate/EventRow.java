package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.EventTexts;
import io.tideline.connector.changes.raw.Provenance;
import io.tideline.event.CarriedEvent;
import io.tideline.event.ChangeColumns;
import io.tideline.event.DeadLetterColumns;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;

/**
 * An event as a row of {@link CarriedEvent}, made of it only where somebody looks: nearly all rows
 * are written without anybody asking for it.
 */
final class EventRow implements RowData {

  private final ChangeEvent event;
  private final String route;

  /**
   * @param route where the event was to go; null for everywhere
   */
  EventRow(ChangeEvent event, String route) {
    this.event = event;
    this.route = route;
  }

  @Override
  public int getArity() {
    return CarriedEvent.ARITY;
  }

  @Override
  public RowKind getRowKind() {
    return RowKind.INSERT;
  }

  @Override
  public void setRowKind(RowKind kind) {
    throw new UnsupportedOperationException("a carried event does not change");
  }

  @Override
  public boolean isNullAt(int column) {
    switch (column) {
      case ChangeColumns.EVENT_TIME:
        return event.eventTime() == null;
      case DeadLetterColumns.RUN:
        return event.provenance().run() == Provenance.UNSTAMPED;
      case DeadLetterColumns.SEQ:
        return event.provenance().seq() == Provenance.UNSTAMPED;
      case DeadLetterColumns.SEQUENCE:
      case CarriedEvent.ATTEMPT:
        return false;
      default:
        return column < EventTexts.COUNT ? event.texts().isNull(column) : text(column) == null;
    }
  }

  /** What is no UTF-8 is shown as U+FFFD: a letter can always be written. */
  @Override
  public StringData getString(int column) {
    return column < EventTexts.COUNT
        ? event.texts().data(column)
        : StringData.fromString(text(column));
  }

  private String text(int column) {
    switch (column) {
      case DeadLetterColumns.SHARD:
        return event.provenance().shard();
      case CarriedEvent.ROUTE:
        return route;
      default:
        throw notOfThatType(column);
    }
  }

  @Override
  public long getLong(int column) {
    switch (column) {
      case DeadLetterColumns.SEQUENCE:
        return event.provenance().sequence();
      case DeadLetterColumns.RUN:
        return event.provenance().run();
      case DeadLetterColumns.SEQ:
        return event.provenance().seq();
      default:
        throw notOfThatType(column);
    }
  }

  @Override
  public int getInt(int column) {
    if (column != CarriedEvent.ATTEMPT) {
      throw notOfThatType(column);
    }
    return event.provenance().attempt();
  }

  @Override
  public TimestampData getTimestamp(int column, int precision) {
    if (column != ChangeColumns.EVENT_TIME) {
      throw notOfThatType(column);
    }
    return TimestampData.fromEpochMillis(event.eventTime());
  }

  @Override
  public boolean getBoolean(int column) {
    throw notOfThatType(column);
  }

  @Override
  public byte getByte(int column) {
    throw notOfThatType(column);
  }

  @Override
  public short getShort(int column) {
    throw notOfThatType(column);
  }

  @Override
  public float getFloat(int column) {
    throw notOfThatType(column);
  }

  @Override
  public double getDouble(int column) {
    throw notOfThatType(column);
  }

  @Override
  public DecimalData getDecimal(int column, int precision, int scale) {
    throw notOfThatType(column);
  }

  @Override
  public <T> RawValueData<T> getRawValue(int column) {
    throw notOfThatType(column);
  }

  @Override
  public byte[] getBinary(int column) {
    throw notOfThatType(column);
  }

  @Override
  public ArrayData getArray(int column) {
    throw notOfThatType(column);
  }

  @Override
  public MapData getMap(int column) {
    throw notOfThatType(column);
  }

  @Override
  public RowData getRow(int column, int fields) {
    throw notOfThatType(column);
  }

  private static IllegalArgumentException notOfThatType(int column) {
    return new IllegalArgumentException(
        "column " + column + " of a carried event is " + CarriedEvent.ROW_TYPE.getTypeAt(column));
  }
}
