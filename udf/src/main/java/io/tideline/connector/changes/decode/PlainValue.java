package io.tideline.connector.changes.decode;

import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Reads the plainest form of one column's values; see {@link PlainRowReader}. */
interface PlainValue {

  /** So many digits fit a DECIMAL that is kept as a long. */
  int COMPACT_PRECISION = 18;

  /**
   * @return null when it is not of that form, or does not fit
   */
  Object read(PlainText at);

  static PlainValue of(LogicalType type) {
    switch (type.getTypeRoot()) {
      case BOOLEAN:
        return at -> isInteger(at, 0, 1) ? at.digits() == 1 : null;
      case TINYINT:
        return at ->
            isInteger(at, Byte.MIN_VALUE, Byte.MAX_VALUE) ? (Byte) (byte) at.digits() : null;
      case SMALLINT:
        return at ->
            isInteger(at, Short.MIN_VALUE, Short.MAX_VALUE) ? (Short) (short) at.digits() : null;
      case INTEGER:
        return at ->
            isInteger(at, Integer.MIN_VALUE, Integer.MAX_VALUE)
                ? (Integer) (int) at.digits()
                : null;
      case BIGINT:
        return at -> isInteger(at, Long.MIN_VALUE, Long.MAX_VALUE) ? (Long) at.digits() : null;
      case DECIMAL:
        DecimalType decimal = (DecimalType) type;
        return decimal(decimal.getPrecision(), decimal.getScale());
      case CHAR:
        return text(((CharType) type).getLength());
      case VARCHAR:
        return text(((VarCharType) type).getLength());
      case DATE:
        return temporal(TemporalText::date);
      case TIMESTAMP_WITHOUT_TIME_ZONE:
        int precision = LogicalTypeChecks.getPrecision(type);
        return temporal(text -> TemporalText.timestamp(text, precision));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        int instantPrecision = LogicalTypeChecks.getPrecision(type);
        return temporal(text -> TemporalText.instant(text, instantPrecision));
      case FLOAT:
        return at -> {
          String number = at.number();
          return number == null ? null : (Float) Float.parseFloat(number);
        };
      case DOUBLE:
        return at -> {
          String number = at.number();
          return number == null ? null : (Double) Double.parseDouble(number);
        };
      default:
        return at -> null;
    }
  }

  /** What {@link TemporalText} makes of a text. */
  interface Temporal {
    Object of(String text) throws MisfitException;
  }

  private static PlainValue temporal(Temporal value) {
    return at -> {
      String text = at.ascii();
      try {
        return text == null ? null : value.of(text);
      } catch (MisfitException e) {
        // The parser comes to the same value, and says so.
        return null;
      }
    };
  }

  private static boolean isInteger(PlainText at, long min, long max) {
    return at.passNumber() && at.scale() == 0 && at.digits() >= min && at.digits() <= max;
  }

  /** A text of no more bytes has no more characters. */
  private static PlainValue text(int longest) {
    return at -> at.string(longest);
  }

  private static PlainValue decimal(int precision, int scale) {
    if (precision > COMPACT_PRECISION) {
      return at ->
          at.passNumber() && at.scale() == scale
              ? DecimalData.fromBigDecimal(BigDecimal.valueOf(at.digits(), scale), precision, scale)
              : null;
    }
    long limit = BigDecimal.TEN.pow(precision).longValue();
    return at ->
        at.passNumber() && at.scale() == scale && Math.abs(at.digits()) < limit
            ? DecimalData.fromUnscaledLong(at.digits(), precision, scale)
            : null;
  }
}
