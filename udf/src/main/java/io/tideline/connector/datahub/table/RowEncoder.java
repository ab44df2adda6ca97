package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.sink.RecordEncoder;
import io.tideline.connector.datahub.sink.RecordFault;
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

  /** A number or time as the protocol's text; a DECIMAL has at most 38 digits. */
  private static final int NUMBER_BYTES = 24;

  private static final int DECIMAL_BYTES = 41;

  /** What the protocol puts around a record, a value, an attribute: tags and lengths. */
  private static final int RECORD_FRAME = 24;

  private static final int VALUE_FRAME = 12;
  private static final int ATTRIBUTE_FRAME = 18;

  /** The attributes run and seq, which the sink adds. */
  private static final int STAMP_BYTES = 2 * (ATTRIBUTE_FRAME + 3 + 19);

  private final DeclaredTable table;
  private final RowType physical;
  private final int attributesIndex;
  private final EpochMicros times;
  private transient Column[] columns;
  private transient int[] topicIndexes;
  private transient int topicColumns;
  private transient boolean[] required;

  /** How one column's value, which is not null, is taken from a row. */
  private interface Column {
    Object value(RowData row) throws RecordFault;

    /** Bytes that it takes in a request at most, without what is around it. */
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
    required = new boolean[columns.length];
    for (int i = 0; i < columns.length; i++) {
      Column column = column(i, physical.getTypeAt(i));
      if (schema.isBlob()) {
        columns[i] = column;
        continue;
      }
      TopicSchema.Column target = schema.columns().get(topicIndexes[i]);
      boolean time = target.type() == TopicSchema.Type.TIMESTAMP;
      columns[i] = time ? inRange(column(i), column) : column;
      required[i] = !target.nullable();
    }
  }

  @Override
  public Object[] fields(RowData row) throws RecordFault {
    Object[] fields = new Object[topicColumns];
    for (int i = 0; i < topicIndexes.length; i++) {
      if (!row.isNullAt(i)) {
        fields[topicIndexes[i]] = columns[i].value(row);
      } else if (required[i]) {
        throw new RecordFault("column '" + column(i) + "' is NULL, in the topic it is NOT NULL");
      }
    }
    return fields;
  }

  @Override
  public byte[] blob(RowData row) throws RecordFault {
    if (row.isNullAt(0)) {
      throw new RecordFault("column '" + column(0) + "' is NULL, which a BLOB record cannot be");
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
        return new Decimal(i, digits, scale);
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
      try {
        Long micros = (Long) time.value(row);
        if (micros >= EpochMicros.MIN && micros <= EpochMicros.MAX) {
          return micros;
        }
      } catch (ArithmeticException e) {
        // Even 64 bits do not hold it.
      }
      throw new RecordFault(
          String.format(
              "column '%s': the time is out of what a TIMESTAMP of a topic takes, %d to %d microseconds since the"
                  + " epoch",
              name, EpochMicros.MIN, EpochMicros.MAX));
    };
  }

  private static final class Decimal implements Column {
    private final int index;
    private final int digits;
    private final int scale;

    private Decimal(int index, int digits, int scale) {
      this.index = index;
      this.digits = digits;
      this.scale = scale;
    }

    @Override
    public Object value(RowData row) {
      return row.getDecimal(index, digits, scale).toBigDecimal();
    }

    @Override
    public int size(RowData row) {
      return DECIMAL_BYTES;
    }
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
      return RowEncoder.size(row.getString(index));
    }
  }

  private static int size(StringData text) {
    if (text instanceof BinaryStringData) {
      BinaryStringData binary = (BinaryStringData) text;
      binary.ensureMaterialized();
      return binary.getSizeInBytes();
    }
    return text.toBytes().length;
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
    int size = RECORD_FRAME + STAMP_BYTES;
    for (int i = 0; i < columns.length; i++) {
      size += VALUE_FRAME + (row.isNullAt(i) ? 0 : columns[i].size(row));
    }
    if (attributesIndex >= 0 && !row.isNullAt(attributesIndex)) {
      MapData map = row.getMap(attributesIndex);
      size += size(map.keyArray()) + size(map.valueArray()) + map.size() * ATTRIBUTE_FRAME;
    }
    return size;
  }

  private static int size(ArrayData texts) {
    int size = 0;
    for (int i = 0; i < texts.size(); i++) {
      size += texts.isNullAt(i) ? 0 : size(texts.getString(i));
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
