package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.sink.RecordEncoder;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Records from the rows of a table: its physical columns by name, then perhaps attributes. */
final class RowEncoder implements RecordEncoder {

  private static final long serialVersionUID = 1L;

  /** A number or time as the protocol's text, about. */
  private static final int NUMBER_BYTES = 12;

  private final DeclaredTable table;
  private final RowType physical;
  private final int attributesIndex;
  private final EpochMicros times;
  private transient int[] topicIndexes;
  private transient boolean[] timestamps;
  private transient int topicColumns;

  /**
   * @param attributesIndex of the attributes map in a row, or -1
   */
  RowEncoder(DeclaredTable table, int attributesIndex, EpochMicros times) {
    this.table = table;
    this.physical = table.columns();
    this.attributesIndex = attributesIndex;
    this.times = times;
  }

  @Override
  public void open(TopicSchema schema) {
    TopicTypeCheck.forWriting(table, schema);
    topicColumns = schema.columns().size();
    timestamps = new boolean[topicColumns];
    for (int i = 0; i < topicColumns; i++) {
      timestamps[i] = schema.columns().get(i).type() == TopicSchema.Type.TIMESTAMP;
    }
    topicIndexes =
        physical.getFieldNames().stream().mapToInt(name -> schema.indexOf(name)).toArray();
  }

  @Override
  public Object[] fields(RowData row) {
    Object[] fields = new Object[topicColumns];
    for (int i = 0; i < topicIndexes.length; i++) {
      int index = topicIndexes[i];
      fields[index] = row.isNullAt(i) ? null : value(row, i, physical.getTypeAt(i));
      if (timestamps[index]) {
        checkTime(i, (Long) fields[index]);
      }
    }
    return fields;
  }

  private void checkTime(int column, Long micros) {
    if (micros != null && (micros < EpochMicros.MIN || micros > EpochMicros.MAX)) {
      throw new IllegalArgumentException(
          String.format(
              "column '%s': the time is out of what a TIMESTAMP of a topic takes, %d to %d microseconds since the"
                  + " epoch",
              column(column), EpochMicros.MIN, EpochMicros.MAX));
    }
  }

  @Override
  public byte[] blob(RowData row) {
    if (row.isNullAt(0)) {
      throw new IllegalArgumentException(
          "column '" + column(0) + "' is NULL, which a BLOB record cannot be");
    }
    return row.getBinary(0);
  }

  private Object value(RowData row, int column, LogicalType type) {
    switch (type.getTypeRoot()) {
      case TINYINT:
        return row.getByte(column);
      case SMALLINT:
        return row.getShort(column);
      case INTEGER:
        return row.getInt(column);
      case BIGINT:
        return row.getLong(column);
      case FLOAT:
        return row.getFloat(column);
      case DOUBLE:
        return row.getDouble(column);
      case BOOLEAN:
        return row.getBoolean(column);
      case DECIMAL:
        DecimalType decimal = (DecimalType) type;
        return row.getDecimal(column, decimal.getPrecision(), decimal.getScale()).toBigDecimal();
      case TIMESTAMP_WITHOUT_TIME_ZONE:
        return times.fromLocal(row.getTimestamp(column, LogicalTypeChecks.getPrecision(type)));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        return EpochMicros.fromInstant(
            row.getTimestamp(column, LogicalTypeChecks.getPrecision(type)));
      default:
        return row.getString(column).toString();
    }
  }

  @Override
  public int size(RowData row) {
    int size = 0;
    for (int i = 0; i < physical.getFieldCount(); i++) {
      size += row.isNullAt(i) ? 0 : size(row, i);
    }
    return size;
  }

  @Override
  public int size(RowData row, int column) {
    switch (physical.getTypeAt(column).getTypeRoot()) {
      case CHAR:
      case VARCHAR:
        StringData text = row.getString(column);
        if (text instanceof BinaryStringData) {
          BinaryStringData binary = (BinaryStringData) text;
          binary.ensureMaterialized();
          return binary.getSizeInBytes();
        }
        return text.toBytes().length;
      case BINARY:
      case VARBINARY:
        return row.getBinary(column).length;
      default:
        return NUMBER_BYTES;
    }
  }

  @Override
  public int columns() {
    return physical.getFieldCount();
  }

  @Override
  public String column(int index) {
    return physical.getFieldNames().get(index);
  }

  @Override
  public Map<String, String> attributes(RowData row) {
    if (attributesIndex < 0 || row.isNullAt(attributesIndex)) {
      return Map.of();
    }
    MapData map = row.getMap(attributesIndex);
    ArrayData names = map.keyArray();
    ArrayData values = map.valueArray();
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < map.size(); i++) {
      if (!values.isNullAt(i)) {
        attributes.put(names.getString(i).toString(), values.getString(i).toString());
      }
    }
    return attributes;
  }
}
