package io.tideline.connector.datahub.sink;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** The columns that decide a row's shard. */
public final class RowKey implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] columns;
  private final LogicalType[] types;

  /**
   * @param option that names the fields, for errors
   * @throws ValidationException when a field is not a column
   */
  public RowKey(RowType row, List<String> fields, String option) {
    this.columns = new int[fields.size()];
    this.types = new LogicalType[fields.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = row.getFieldIndex(fields.get(i));
      if (columns[i] < 0) {
        throw new ValidationException(
            String.format(
                "option '%s' names '%s', which is not a column of the table; it has %s",
                option, fields.get(i), row.getFieldNames()));
      }
      types[i] = row.getTypeAt(columns[i]);
    }
  }

  public boolean isEmpty() {
    return columns.length == 0;
  }

  long hash(RowData row) {
    long hash = KeyHash.start();
    for (int i = 0; i < columns.length; i++) {
      hash =
          row.isNullAt(columns[i]) ? KeyHash.addNull(hash) : add(hash, row, columns[i], types[i]);
    }
    return KeyHash.finish(hash);
  }

  private static long add(long hash, RowData row, int column, LogicalType type) {
    switch (type.getTypeRoot()) {
      case TINYINT:
        return KeyHash.add(hash, row.getByte(column));
      case SMALLINT:
        return KeyHash.add(hash, row.getShort(column));
      case INTEGER:
        return KeyHash.add(hash, row.getInt(column));
      case BIGINT:
        return KeyHash.add(hash, row.getLong(column));
      case FLOAT:
        return KeyHash.add(hash, Float.floatToIntBits(row.getFloat(column)));
      case DOUBLE:
        return KeyHash.add(hash, Double.doubleToLongBits(row.getDouble(column)));
      case BOOLEAN:
        return KeyHash.add(hash, row.getBoolean(column) ? 1 : 0);
      case DECIMAL:
        DecimalType decimal = (DecimalType) type;
        return KeyHash.add(
            hash,
            row.getDecimal(column, decimal.getPrecision(), decimal.getScale()).toUnscaledBytes());
      case TIMESTAMP_WITHOUT_TIME_ZONE:
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        TimestampData time = row.getTimestamp(column, LogicalTypeChecks.getPrecision(type));
        return KeyHash.add(KeyHash.add(hash, time.getMillisecond()), time.getNanoOfMillisecond());
      case BINARY:
      case VARBINARY:
        return KeyHash.add(hash, row.getBinary(column));
      default:
        return KeyHash.add(hash, row.getString(column).toBytes());
    }
  }

  /** The key's values as text, for errors. */
  String describe(RowData row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      Object value = RowData.createFieldGetter(types[i], columns[i]).getFieldOrNull(row);
      text.append(i == 0 ? "" : ", ").append(value);
    }
    return text.toString();
  }
}
