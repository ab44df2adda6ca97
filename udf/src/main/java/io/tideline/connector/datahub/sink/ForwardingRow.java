package io.tideline.connector.datahub.sink;

import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;

/** A row that has all its values from another. */
public abstract class ForwardingRow implements RowData {

  public abstract RowData row();

  @Override
  public final int getArity() {
    return row().getArity();
  }

  @Override
  public final RowKind getRowKind() {
    return row().getRowKind();
  }

  @Override
  public final void setRowKind(RowKind kind) {
    row().setRowKind(kind);
  }

  @Override
  public final boolean isNullAt(int pos) {
    return row().isNullAt(pos);
  }

  @Override
  public final boolean getBoolean(int pos) {
    return row().getBoolean(pos);
  }

  @Override
  public final byte getByte(int pos) {
    return row().getByte(pos);
  }

  @Override
  public final short getShort(int pos) {
    return row().getShort(pos);
  }

  @Override
  public final int getInt(int pos) {
    return row().getInt(pos);
  }

  @Override
  public final long getLong(int pos) {
    return row().getLong(pos);
  }

  @Override
  public final float getFloat(int pos) {
    return row().getFloat(pos);
  }

  @Override
  public final double getDouble(int pos) {
    return row().getDouble(pos);
  }

  @Override
  public final StringData getString(int pos) {
    return row().getString(pos);
  }

  @Override
  public final DecimalData getDecimal(int pos, int precision, int scale) {
    return row().getDecimal(pos, precision, scale);
  }

  @Override
  public final TimestampData getTimestamp(int pos, int precision) {
    return row().getTimestamp(pos, precision);
  }

  @Override
  public final <T> RawValueData<T> getRawValue(int pos) {
    return row().getRawValue(pos);
  }

  @Override
  public final byte[] getBinary(int pos) {
    return row().getBinary(pos);
  }

  @Override
  public final ArrayData getArray(int pos) {
    return row().getArray(pos);
  }

  @Override
  public final MapData getMap(int pos) {
    return row().getMap(pos);
  }

  @Override
  public final RowData getRow(int pos, int numFields) {
    return row().getRow(pos, numFields);
  }
}
