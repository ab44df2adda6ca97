package io.tideline.connector.files.format;

import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The text of a column's value, the same in JSON and CSV: {@code 12.50}, {@code 2026-11-23
 * 15:00:00.123}, an instant in UTC with {@code Z} at its end, bytes as base64.
 */
interface ColumnText {

  /** Appends the value, which is not null, without any quotes. */
  void append(RowData row, RowBytes out);

  /**
   * The writer for a column, chosen once.
   *
   * @throws IllegalArgumentException when files of text have no form for the type
   */
  static ColumnText of(LogicalType type, int column) {
    switch (type.getTypeRoot()) {
      case BOOLEAN:
        return (row, out) -> out.putAscii(row.getBoolean(column) ? "true" : "false");
      case TINYINT:
        return (row, out) -> out.putLong(row.getByte(column));
      case SMALLINT:
        return (row, out) -> out.putLong(row.getShort(column));
      case INTEGER:
        return (row, out) -> out.putLong(row.getInt(column));
      case BIGINT:
        return (row, out) -> out.putLong(row.getLong(column));
      case FLOAT:
        return (row, out) -> out.putAscii(Float.toString(row.getFloat(column)));
      case DOUBLE:
        return (row, out) -> out.putAscii(Double.toString(row.getDouble(column)));
      case CHAR:
      case VARCHAR:
        return (row, out) -> out.putUtf8(row.getString(column));
      case BINARY:
      case VARBINARY:
        return (row, out) -> out.putBase64(row.getBinary(column));
      case DECIMAL:
        int digits = LogicalTypeChecks.getPrecision(type);
        int scale = LogicalTypeChecks.getScale(type);
        return (row, out) -> decimal(row.getDecimal(column, digits, scale), out);
      case DATE:
        return (row, out) -> TimeText.date(row.getInt(column), out);
      case TIME_WITHOUT_TIME_ZONE:
        int timeDigits = LogicalTypeChecks.getPrecision(type);
        return (row, out) -> TimeText.time(row.getInt(column), timeDigits, out);
      case TIMESTAMP_WITHOUT_TIME_ZONE:
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        boolean instant = type.getTypeRoot().name().endsWith("LOCAL_TIME_ZONE");
        int fraction = LogicalTypeChecks.getPrecision(type);
        return (row, out) -> {
          TimestampData time = row.getTimestamp(column, fraction);
          TimeText.timestamp(time, fraction, out);
          if (instant) {
            out.put('Z');
          }
        };
      default:
        throw new IllegalArgumentException("the type " + type + " has no form in a file of text");
    }
  }

  private static void decimal(DecimalData value, RowBytes out) {
    if (!value.isCompact()) {
      BigDecimal decimal = value.toBigDecimal();
      out.putAscii(decimal.toPlainString());
      return;
    }
    long unscaled = value.toUnscaledLong();
    int scale = value.scale();
    if (unscaled < 0) {
      out.put('-');
      unscaled = -unscaled;
    }
    int digits = Math.max(RowBytes.digits(unscaled), scale + 1);
    long power = 1;
    for (int i = 0; i < scale; i++) {
      power *= 10;
    }
    out.putDigits(unscaled / power, digits - scale);
    if (scale > 0) {
      out.put('.');
      out.putDigits(unscaled % power, scale);
    }
  }
}
