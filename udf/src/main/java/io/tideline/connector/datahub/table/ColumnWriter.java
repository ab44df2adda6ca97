package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.sink.BatchLimits;
import io.tideline.connector.datahub.sink.RecordFault;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Writes the value of one column of a row as a topic has it. */
abstract class ColumnWriter {

  private final String name;
  private final int index;
  private final String ifNull;

  private ColumnWriter(String name, int index, String ifNull) {
    this.name = name;
    this.index = index;
    this.ifNull = ifNull;
  }

  /** The only column of a table over a BLOB topic. */
  static ColumnWriter blob(RowType.RowField column) {
    return new Bytes(column.getName());
  }

  /**
   * @param index of the column in a row
   * @param target of the topic, whose type fits
   */
  static ColumnWriter of(
      RowType.RowField column, int index, TopicSchema.Column target, EpochMicros times) {
    String name = column.getName();
    LogicalType type = column.getType();
    String ifNull = target.nullable() ? null : "in the topic it is NOT NULL";
    switch (type.getTypeRoot()) {
      case CHAR:
      case VARCHAR:
        return new Text(name, index, ifNull);
      case TIMESTAMP_WITHOUT_TIME_ZONE:
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        return new Time(name, index, ifNull, moment(index, type, times));
      case BIGINT:
        return target.type() == TopicSchema.Type.TIMESTAMP
            ? new Time(name, index, ifNull, row -> row.getLong(index))
            : new Number(name, index, ifNull, row -> row.getLong(index));
      case TINYINT:
        return new Number(name, index, ifNull, row -> row.getByte(index));
      case SMALLINT:
        return new Number(name, index, ifNull, row -> row.getShort(index));
      case INTEGER:
        return new Number(name, index, ifNull, row -> row.getInt(index));
      case FLOAT:
        return new Other(name, index, ifNull, row -> Float.toString(row.getFloat(index)));
      case DOUBLE:
        return new Other(name, index, ifNull, row -> Double.toString(row.getDouble(index)));
      case BOOLEAN:
        return new Other(name, index, ifNull, row -> Boolean.toString(row.getBoolean(index)));
      case DECIMAL:
        int digits = ((DecimalType) type).getPrecision();
        int scale = ((DecimalType) type).getScale();
        return new Other(
            name,
            index,
            ifNull,
            row -> row.getDecimal(index, digits, scale).toBigDecimal().toPlainString());
      default:
        throw new IllegalArgumentException("column '" + name + "' is " + type);
    }
  }

  private static Whole moment(int index, LogicalType type, EpochMicros times) {
    int precision = LogicalTypeChecks.getPrecision(type);
    switch (type.getTypeRoot()) {
      case TIMESTAMP_WITHOUT_TIME_ZONE:
        return row -> times.fromLocal(row.getTimestamp(index, precision));
      default:
        return row -> EpochMicros.fromInstant(row.getTimestamp(index, precision));
    }
  }

  final void write(RowData row, RecordWriter out) throws RecordFault {
    if (!row.isNullAt(index)) {
      write(row, index, out);
    } else if (ifNull == null) {
      out.absent();
    } else {
      throw new RecordFault("column '" + name + "' is NULL, " + ifNull);
    }
  }

  /** The value is not null. */
  abstract void write(RowData row, int index, RecordWriter out) throws RecordFault;

  final RecordFault fault(String problem) {
    return new RecordFault("column '" + name + "'" + problem);
  }

  final void checkSize(int bytes) throws RecordFault {
    if (bytes > BatchLimits.MAX_VALUE_BYTES) {
      throw fault(
          String.format(" has %d bytes, the service takes %d", bytes, BatchLimits.MAX_VALUE_BYTES));
    }
  }

  /** A value that is a whole number. */
  private interface Whole {
    long of(RowData row);
  }

  private static final class Number extends ColumnWriter {
    private final Whole value;

    private Number(String name, int index, String ifNull, Whole value) {
      super(name, index, ifNull);
      this.value = value;
    }

    @Override
    void write(RowData row, int index, RecordWriter out) {
      out.number(value.of(row));
    }
  }

  private static final class Time extends ColumnWriter {
    private final Whole micros;

    private Time(String name, int index, String ifNull, Whole micros) {
      super(name, index, ifNull);
      this.micros = micros;
    }

    @Override
    void write(RowData row, int index, RecordWriter out) throws RecordFault {
      try {
        long time = micros.of(row);
        if (time >= EpochMicros.MIN && time <= EpochMicros.MAX) {
          out.number(time);
          return;
        }
      } catch (ArithmeticException e) {
        // Even 64 bits do not hold it.
      }
      throw fault(
          String.format(
              ": the time is out of what a TIMESTAMP of a topic takes, %d to %d microseconds since the epoch",
              EpochMicros.MIN, EpochMicros.MAX));
    }
  }

  /** A value that is not frequent enough to be written without a String. */
  private interface AsText {
    String of(RowData row);
  }

  private static final class Other extends ColumnWriter {
    private final AsText value;

    private Other(String name, int index, String ifNull, AsText value) {
      super(name, index, ifNull);
      this.value = value;
    }

    @Override
    void write(RowData row, int index, RecordWriter out) {
      out.text(value.of(row));
    }
  }

  /** Text goes as it is in the row, bytes in UTF-8, from where it lies. */
  private static final class Text extends ColumnWriter {
    private Text(String name, int index, String ifNull) {
      super(name, index, ifNull);
    }

    @Override
    void write(RowData row, int index, RecordWriter out) throws RecordFault {
      StringData text = row.getString(index);
      if (text instanceof BinaryStringData) {
        BinaryStringData binary = (BinaryStringData) text;
        binary.ensureMaterialized();
        checkSize(binary.getSizeInBytes());
        MemorySegment[] segments = binary.getSegments();
        if (segments.length == 1 && !segments[0].isOffHeap()) {
          out.bytes(segments[0].getArray(), binary.getOffset(), binary.getSizeInBytes());
          return;
        }
      }
      byte[] bytes = text.toBytes();
      checkSize(bytes.length);
      out.bytes(bytes, 0, bytes.length);
    }
  }

  private static final class Bytes extends ColumnWriter {
    private Bytes(String name) {
      super(name, 0, "which a BLOB record cannot be");
    }

    @Override
    void write(RowData row, int index, RecordWriter out) throws RecordFault {
      byte[] bytes = row.getBinary(index);
      checkSize(bytes.length);
      out.bytes(bytes, 0, bytes.length);
    }
  }
}
