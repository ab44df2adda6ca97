package io.tideline.connector.files.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;

/** A row with a column of each type that files can hold, each at any value of it. */
final class AnyRow {

  static final RowType TYPE =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("flag", DataTypes.BOOLEAN()),
                  DataTypes.FIELD("tiny", DataTypes.TINYINT()),
                  DataTypes.FIELD("small", DataTypes.SMALLINT()),
                  DataTypes.FIELD("number", DataTypes.INT()),
                  DataTypes.FIELD("large", DataTypes.BIGINT()),
                  DataTypes.FIELD("single", DataTypes.FLOAT()),
                  DataTypes.FIELD("dual", DataTypes.DOUBLE()),
                  DataTypes.FIELD("rate", DataTypes.DECIMAL(5, 4)),
                  DataTypes.FIELD("amount", DataTypes.DECIMAL(12, 2)),
                  DataTypes.FIELD("unsigned", DataTypes.DECIMAL(20, 0)),
                  DataTypes.FIELD("wide", DataTypes.DECIMAL(38, 10)),
                  DataTypes.FIELD("day", DataTypes.DATE()),
                  DataTypes.FIELD("clock", DataTypes.TIME(3)),
                  DataTypes.FIELD("millis", DataTypes.TIMESTAMP(3)),
                  DataTypes.FIELD("micros", DataTypes.TIMESTAMP(6)),
                  DataTypes.FIELD("instant", DataTypes.TIMESTAMP_LTZ(3)),
                  DataTypes.FIELD("instant6", DataTypes.TIMESTAMP_LTZ(6)),
                  DataTypes.FIELD("bytes", DataTypes.BYTES()),
                  DataTypes.FIELD("text, \"中\"", DataTypes.STRING()))
              .getLogicalType();

  // 1000-01-01 to 9999-12-31, what a database holds.
  private static final long FIRST_DAY = -354_285;
  private static final long LAST_DAY = 2_932_896;
  private static final long DAY = 86_400_000L;

  private AnyRow() {}

  static Arbitrary<GenericRowData> of(Arbitrary<String> texts) {
    Arbitrary<Long> time = Arbitraries.longs().between(FIRST_DAY * DAY, LAST_DAY * DAY + DAY - 1);
    Arbitrary<TimestampData> millis = time.map(TimestampData::fromEpochMillis);
    Arbitrary<TimestampData> micros =
        Combinators.combine(time, Arbitraries.integers().between(0, 999))
            .as((milli, micro) -> TimestampData.fromEpochMillis(milli, micro * 1_000));
    List<Arbitrary<?>> columns =
        List.of(
            Arbitraries.of(true, false),
            Arbitraries.bytes(),
            Arbitraries.shorts(),
            Arbitraries.integers(),
            Arbitraries.longs(),
            Arbitraries.floats(),
            Arbitraries.doubles(),
            decimals(5, 4),
            decimals(12, 2),
            decimals(20, 0),
            decimals(38, 10),
            Arbitraries.longs().between(FIRST_DAY, LAST_DAY).map(Long::intValue),
            Arbitraries.integers().between(0, (int) DAY - 1),
            millis,
            micros,
            millis,
            micros,
            Arbitraries.bytes().array(byte[].class).ofMaxSize(100),
            texts.map(StringData::fromString));
    List<Arbitrary<Object>> nullable = new ArrayList<>();
    columns.forEach(column -> nullable.add(column.<Object>map(value -> value).injectNull(0.1)));
    return Combinators.combine(nullable).as(values -> GenericRowData.of(values.toArray()));
  }

  /** Whether the text has an UTF-8 form: Java's strings may also hold half characters. */
  static boolean isText(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
  }

  /** The values without any type of Flink: times as microseconds since the epoch or midnight. */
  static List<Object> plain(GenericRowData row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.getArity(); i++) {
      values.add(plain(row.getField(i), TYPE.getFieldNames().get(i)));
    }
    return values;
  }

  private static Object plain(Object value, String column) {
    if (value instanceof DecimalData) {
      return ((DecimalData) value).toBigDecimal();
    }
    if (value instanceof TimestampData) {
      TimestampData time = (TimestampData) value;
      return time.getMillisecond() * 1_000 + time.getNanoOfMillisecond() / 1_000;
    }
    if (value instanceof byte[]) {
      return hex((byte[]) value);
    }
    if (value instanceof StringData) {
      return value.toString();
    }
    if (value instanceof Integer && column.equals("clock")) {
      return (Integer) value * 1_000L;
    }
    return value instanceof Byte || value instanceof Short || value instanceof Integer
        ? (Object) ((Number) value).longValue()
        : value;
  }

  private static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(String.format("%02X", b));
    }
    return hex.toString();
  }

  private static Arbitrary<DecimalData> decimals(int digits, int scale) {
    BigInteger greatest = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers()
        .between(greatest.negate(), greatest)
        .map(value -> DecimalData.fromBigDecimal(new BigDecimal(value, scale), digits, scale));
  }
}
