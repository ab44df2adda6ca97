package io.tideline.connector.datahub.sink;

import io.tideline.hash.Murmur128;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
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

  /** Decides the shard of the key, and so the order of its records. */
  long hash(RowData row) {
    Murmur128 hash = new Murmur128();
    for (int i = 0; i < columns.length; i++) {
      if (row.isNullAt(columns[i])) {
        hash.add((byte[]) null);
      } else {
        add(hash, row, columns[i], types[i]);
      }
    }
    return hash.finish().low();
  }

  private static void add(Murmur128 hash, RowData row, int column, LogicalType type) {
    switch (type.getTypeRoot()) {
      case TINYINT:
        hash.add(row.getByte(column), 0);
        break;
      case SMALLINT:
        hash.add(row.getShort(column), 0);
        break;
      case INTEGER:
        hash.add(row.getInt(column), 0);
        break;
      case BIGINT:
        hash.add(row.getLong(column), 0);
        break;
      case FLOAT:
        hash.add(Float.floatToIntBits(row.getFloat(column)), 0);
        break;
      case DOUBLE:
        hash.add(Double.doubleToLongBits(row.getDouble(column)), 0);
        break;
      case BOOLEAN:
        hash.add(row.getBoolean(column) ? 1 : 0, 0);
        break;
      case DECIMAL:
        DecimalType decimal = (DecimalType) type;
        hash.add(
            row.getDecimal(column, decimal.getPrecision(), decimal.getScale()).toUnscaledBytes());
        break;
      case TIMESTAMP_WITHOUT_TIME_ZONE:
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        TimestampData time = row.getTimestamp(column, LogicalTypeChecks.getPrecision(type));
        hash.add(time.getMillisecond(), time.getNanoOfMillisecond());
        break;
      case BINARY:
      case VARBINARY:
        hash.add(row.getBinary(column));
        break;
      default:
        add(hash, row.getString(column));
    }
  }

  /** Text from another operator lies in one piece of memory, where it is hashed in place. */
  private static void add(Murmur128 hash, StringData text) {
    if (text instanceof BinaryStringData) {
      BinaryStringData binary = (BinaryStringData) text;
      binary.ensureMaterialized();
      MemorySegment[] segments = binary.getSegments();
      if (segments.length == 1 && !segments[0].isOffHeap()) {
        hash.add(segments[0].getArray(), binary.getOffset(), binary.getSizeInBytes());
        return;
      }
    }
    hash.add(text.toBytes());
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
