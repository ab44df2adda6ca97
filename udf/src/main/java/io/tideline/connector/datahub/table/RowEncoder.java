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
  private transient Column[] columns;
  private transient int[] topicIndexes;
  private transient int topicColumns;

  /** How one column's value, which is not null, is taken from a row. */
  private interface Column {
    Object value(RowData row);

    /** Bytes that it takes in a request, about. */
    default int size(RowData row) {
      return NUMBER_BYTES;
    }
  }

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
    topicIndexes =
        physical.getFieldNames().stream().mapToInt(name -> schema.indexOf(name)).toArray();
    columns = new Column[physical.getFieldCount()];
    for (int i = 0; i < columns.length; i++) {
      Column column = column(i, physical.getTypeAt(i));
      boolean time =
          !schema.isBlob()
              && schema.columns().get(topicIndexes[i]).type() == TopicSchema.Type.TIMESTAMP;
      columns[i] = time ? inRange(column(i), column) : column;
    }
  }

  @Override
  public Object[] fields(RowData row) {
    Object[] fields = new Object[topicColumns];
    for (int i = 0; i < topicIndexes.length; i++) {
      fields[topicIndexes[i]] = row.isNullAt(i) ? null : columns[i].value(row);
    }
    return fields;
  }

  @Override
  public byte[] blob(RowData row) {
    if (row.isNullAt(0)) {
      throw new IllegalArgumentException(
          "column '" + column(0) + "' is NULL, which a BLOB record cannot be");
    }
    return row.getBinary(0);
  }

  private Column column(int i, LogicalType type) {
    switch (type.getTypeRoot()) {
      case TINYINT:
        return row -> row.getByte(i);
      case SMALLINT:
        return row -> row.getShort(i);
      case INTEGER:
        return row -> row.getInt(i);
      case BIGINT:
        return row -> row.getLong(i);
      case FLOAT:
        return row -> row.getFloat(i);
      case DOUBLE:
        return row -> row.getDouble(i);
      case BOOLEAN:
        return row -> row.getBoolean(i);
      case DECIMAL:
        int digits = ((DecimalType) type).getPrecision();
        int scale = ((DecimalType) type).getScale();
        return row -> row.getDecimal(i, digits, scale).toBigDecimal();
      case TIMESTAMP_WITHOUT_TIME_ZONE:
        int localPrecision = LogicalTypeChecks.getPrecision(type);
        return row -> times.fromLocal(row.getTimestamp(i, localPrecision));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        int precision = LogicalTypeChecks.getPrecision(type);
        return row -> EpochMicros.fromInstant(row.getTimestamp(i, precision));
      case BINARY:
      case VARBINARY:
        return new Bytes(i);
      default:
        return new Text(i);
    }
  }

  private static Column inRange(String name, Column time) {
    return row -> {
      Long micros = (Long) time.value(row);
      if (micros < EpochMicros.MIN || micros > EpochMicros.MAX) {
        throw new IllegalArgumentException(
            String.format(
                "column '%s': the time is out of what a TIMESTAMP of a topic takes, %d to %d microseconds since the"
                    + " epoch",
                name, EpochMicros.MIN, EpochMicros.MAX));
      }
      return micros;
    };
  }

  /** Text goes as it is in the row: bytes in UTF-8. */
  private static final class Text implements Column {
    private final int index;

    private Text(int index) {
      this.index = index;
    }

    @Override
    public Object value(RowData row) {
      return row.getString(index).toBytes();
    }

    @Override
    public int size(RowData row) {
      StringData text = row.getString(index);
      if (text instanceof BinaryStringData) {
        BinaryStringData binary = (BinaryStringData) text;
        binary.ensureMaterialized();
        return binary.getSizeInBytes();
      }
      return text.toBytes().length;
    }
  }

  private static final class Bytes implements Column {
    private final int index;

    private Bytes(int index) {
      this.index = index;
    }

    @Override
    public Object value(RowData row) {
      return row.getBinary(index);
    }

    @Override
    public int size(RowData row) {
      return row.getBinary(index).length;
    }
  }

  @Override
  public int size(RowData row) {
    int size = 0;
    for (int i = 0; i < columns.length; i++) {
      size += row.isNullAt(i) ? 0 : columns[i].size(row);
    }
    return size;
  }

  @Override
  public int size(RowData row, int column) {
    return columns[column].size(row);
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
