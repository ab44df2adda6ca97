package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.TopicRecord;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Takes the value of one column from a record, as Flink has it; it may be null. */
abstract class ColumnReader {

  private final String name;
  private final LogicalType type;
  private final int index;

  private ColumnReader(RowType.RowField column, int index) {
    this.name = column.getName();
    this.type = column.getType();
    this.index = index;
  }

  /**
   * @param index of the column in the topic
   */
  static ColumnReader of(RowType.RowField column, int index, EpochMicros times) {
    switch (column.getType().getTypeRoot()) {
      case CHAR:
      case VARCHAR:
        return new Text(column, index);
      case DECIMAL:
        return new Decimal(column, index);
      case TIMESTAMP_WITHOUT_TIME_ZONE:
        return new LocalTime(column, index, times);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        return new Instant(column, index);
      default:
        return new Same(column, index);
    }
  }

  final Object read(TopicRecord record) throws MisfitException {
    Object value = raw(record, index);
    if (value != null) {
      return convert(value);
    }
    if (!type.isNullable()) {
      throw misfit("nothing", "NULL", "is in a column that is NOT NULL");
    }
    return null;
  }

  Object raw(TopicRecord record, int index) {
    return record.field(index);
  }

  abstract Object convert(Object value) throws MisfitException;

  final MisfitException misfit(String value, String valueType, String problem) {
    return new MisfitException(name, value, valueType, problem);
  }

  private static final class Same extends ColumnReader {
    private Same(RowType.RowField column, int index) {
      super(column, index);
    }

    @Override
    Object convert(Object value) {
      return value;
    }
  }

  private static final class Text extends ColumnReader {
    private Text(RowType.RowField column, int index) {
      super(column, index);
    }

    @Override
    Object raw(TopicRecord record, int index) {
      return record.utf8(index);
    }

    @Override
    Object convert(Object value) {
      return StringData.fromBytes((byte[]) value);
    }
  }

  /** Digits after the point that the column lacks are rounded, half up, like CAST does. */
  private static final class Decimal extends ColumnReader {
    private final DecimalType type;

    private Decimal(RowType.RowField column, int index) {
      super(column, index);
      this.type = (DecimalType) column.getType();
    }

    @Override
    Object convert(Object value) throws MisfitException {
      BigDecimal decimal = (BigDecimal) value;
      DecimalData data = DecimalData.fromBigDecimal(decimal, type.getPrecision(), type.getScale());
      if (data == null) {
        throw misfit(
            decimal.toPlainString(),
            String.format("DECIMAL(%d, %d)", digits(decimal), Math.max(0, decimal.scale())),
            "does not fit " + type.copy(true).asSummaryString());
      }
      return data;
    }

    private static int digits(BigDecimal decimal) {
      return Math.max(decimal.precision() - Math.min(0, decimal.scale()), decimal.scale());
    }
  }

  private static final class LocalTime extends ColumnReader {
    private final EpochMicros times;
    private final int precision;

    private LocalTime(RowType.RowField column, int index, EpochMicros times) {
      super(column, index);
      this.times = times;
      this.precision = LogicalTypeChecks.getPrecision(column.getType());
    }

    @Override
    Object convert(Object value) {
      return times.toLocal((Long) value, precision);
    }
  }

  private static final class Instant extends ColumnReader {
    private final int precision;

    private Instant(RowType.RowField column, int index) {
      super(column, index);
      this.precision = LogicalTypeChecks.getPrecision(column.getType());
    }

    @Override
    Object convert(Object value) {
      return EpochMicros.toInstant((Long) value, precision);
    }
  }
}
