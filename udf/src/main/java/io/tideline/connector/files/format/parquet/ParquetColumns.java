package io.tideline.connector.files.format.parquet;

import io.tideline.connector.files.format.RefusedRowException;
import java.math.BigDecimal;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The choice of a column's form: the logical types that an analyst expects, times without INT96, an
 * instant with the UTC flag and a local time without.
 */
final class ParquetColumns {

  /** What can be counted in microseconds, less the last millisecond on each side. */
  private static final long EARLIEST_MILLIS = Long.MIN_VALUE / 1_000 + 1;

  private static final long LATEST_MILLIS = Long.MAX_VALUE / 1_000 - 1;

  private ParquetColumns() {}

  static ParquetColumn of(String name, LogicalType type, int column) {
    ParquetDeclaration declaration = new ParquetDeclaration(name);
    switch (type.getTypeRoot()) {
      case BOOLEAN:
        return declaration
            .as(PrimitiveTypeName.BOOLEAN, null)
            .with((row, out) -> out.write(row.getBoolean(column), 0, 1), in -> in.getBoolean());
      case TINYINT:
        return declaration
            .as(PrimitiveTypeName.INT32, LogicalTypeAnnotation.intType(8, true))
            .with(
                (row, out) -> out.write((int) row.getByte(column), 0, 1),
                in -> (byte) in.getInteger());
      case SMALLINT:
        return declaration
            .as(PrimitiveTypeName.INT32, LogicalTypeAnnotation.intType(16, true))
            .with(
                (row, out) -> out.write((int) row.getShort(column), 0, 1),
                in -> (short) in.getInteger());
      case INTEGER:
        return declaration
            .as(PrimitiveTypeName.INT32, null)
            .with((row, out) -> out.write(row.getInt(column), 0, 1), in -> in.getInteger());
      case BIGINT:
        return declaration
            .as(PrimitiveTypeName.INT64, null)
            .with((row, out) -> out.write(row.getLong(column), 0, 1), in -> in.getLong());
      case FLOAT:
        return declaration
            .as(PrimitiveTypeName.FLOAT, null)
            .with((row, out) -> out.write(row.getFloat(column), 0, 1), in -> in.getFloat());
      case DOUBLE:
        return declaration
            .as(PrimitiveTypeName.DOUBLE, null)
            .with((row, out) -> out.write(row.getDouble(column), 0, 1), in -> in.getDouble());
      case CHAR:
      case VARCHAR:
        return declaration
            .as(PrimitiveTypeName.BINARY, LogicalTypeAnnotation.stringType())
            .with(
                (row, out) -> out.write(utf8(row.getString(column)), 0, 1),
                in -> StringData.fromBytes(in.getBinary().getBytes()));
      case BINARY:
      case VARBINARY:
        return declaration
            .as(PrimitiveTypeName.BINARY, null)
            .with(
                (row, out) -> out.write(Binary.fromReusedByteArray(row.getBinary(column)), 0, 1),
                in -> in.getBinary().getBytes());
      case DECIMAL:
        return decimal(
            declaration,
            LogicalTypeChecks.getPrecision(type),
            LogicalTypeChecks.getScale(type),
            column);
      case DATE:
        return declaration
            .as(PrimitiveTypeName.INT32, LogicalTypeAnnotation.dateType())
            .with((row, out) -> out.write(row.getInt(column), 0, 1), in -> in.getInteger());
      case TIME_WITHOUT_TIME_ZONE:
        return declaration
            .as(PrimitiveTypeName.INT32, LogicalTypeAnnotation.timeType(false, TimeUnit.MILLIS))
            .with((row, out) -> out.write(row.getInt(column), 0, 1), in -> in.getInteger());
      case TIMESTAMP_WITHOUT_TIME_ZONE:
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        boolean instant = type.getTypeRoot() == LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
        return timestamp(declaration, instant, LogicalTypeChecks.getPrecision(type), column);
      default:
        throw new IllegalArgumentException(
            "column '" + name + "': the type " + type + " has no form in a Parquet file");
    }
  }

  /** Where its bytes are, which may be used again: whoever keeps them copies them. */
  private static Binary utf8(StringData text) {
    if (text instanceof BinaryStringData) {
      BinaryStringData binary = (BinaryStringData) text;
      binary.ensureMaterialized();
      MemorySegment[] segments = binary.getSegments();
      if (segments.length == 1 && !segments[0].isOffHeap()) {
        return Binary.fromReusedByteArray(
            segments[0].getArray(), binary.getOffset(), binary.getSizeInBytes());
      }
    }
    return Binary.fromConstantByteArray(text.toBytes());
  }

  private static ParquetColumn decimal(
      ParquetDeclaration declaration, int digits, int scale, int column) {
    LogicalTypeAnnotation annotation = LogicalTypeAnnotation.decimalType(scale, digits);
    if (digits <= 9) {
      return declaration
          .as(PrimitiveTypeName.INT32, annotation)
          .with(
              (row, out) -> out.write((int) unscaled(row, column, digits, scale), 0, 1),
              in -> DecimalData.fromUnscaledLong(in.getInteger(), digits, scale));
    }
    if (digits <= 18) {
      return declaration
          .as(PrimitiveTypeName.INT64, annotation)
          .with(
              (row, out) -> out.write(unscaled(row, column, digits, scale), 0, 1),
              in -> DecimalData.fromUnscaledLong(in.getLong(), digits, scale));
    }
    int length = bytes(digits);
    return declaration
        .ofLength(length)
        .as(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, annotation)
        .with(
            (row, out) -> {
              byte[] unscaled = row.getDecimal(column, digits, scale).toUnscaledBytes();
              out.write(Binary.fromConstantByteArray(widened(unscaled, length)), 0, 1);
            },
            in -> DecimalData.fromUnscaledBytes(in.getBinary().getBytes(), digits, scale));
  }

  private static long unscaled(RowData row, int column, int digits, int scale) {
    return row.getDecimal(column, digits, scale).toUnscaledLong();
  }

  /** The bytes that hold any number of so many digits, with its sign. */
  private static int bytes(int digits) {
    return BigDecimal.TEN.pow(digits).toBigInteger().bitLength() / 8 + 1;
  }

  private static byte[] widened(byte[] number, int length) {
    byte[] wide = new byte[length];
    int start = length - number.length;
    byte sign = (byte) (number[0] < 0 ? -1 : 0);
    for (int i = 0; i < start; i++) {
      wide[i] = sign;
    }
    System.arraycopy(number, 0, wide, start, number.length);
    return wide;
  }

  private static ParquetColumn timestamp(
      ParquetDeclaration declaration, boolean instant, int digits, int column) {
    if (digits > 6) {
      throw new IllegalArgumentException(
          String.format(
              "column '%s': a time in a Parquet file has microseconds at most, declare it with a precision of 6, not %d",
              declaration.name(), digits));
    }
    if (digits <= 3) {
      return declaration
          .as(
              PrimitiveTypeName.INT64,
              LogicalTypeAnnotation.timestampType(instant, TimeUnit.MILLIS))
          .with(
              (row, out) -> out.write(row.getTimestamp(column, digits).getMillisecond(), 0, 1),
              in -> TimestampData.fromEpochMillis(in.getLong()));
    }
    return declaration
        .as(PrimitiveTypeName.INT64, LogicalTypeAnnotation.timestampType(instant, TimeUnit.MICROS))
        .with(
            (row, out) -> out.write(micros(row.getTimestamp(column, digits)), 0, 1),
            in -> {
              long micros = in.getLong();
              return TimestampData.fromEpochMillis(
                  Math.floorDiv(micros, 1_000L), (int) Math.floorMod(micros, 1_000L) * 1_000);
            })
        .checked(
            row -> {
              long millis = row.getTimestamp(column, digits).getMillisecond();
              if (millis < EARLIEST_MILLIS || millis > LATEST_MILLIS) {
                throw new RefusedRowException(
                    String.format(
                        "column '%s': a time %d ms from 1970 does not fit the 64 bits of microseconds that a Parquet"
                            + " file has for it",
                        declaration.name(), millis));
              }
            });
  }

  private static long micros(TimestampData time) {
    return time.getMillisecond() * 1_000 + time.getNanoOfMillisecond() / 1_000;
  }
}
