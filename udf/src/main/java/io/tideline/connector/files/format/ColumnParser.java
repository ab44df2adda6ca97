package io.tideline.connector.files.format;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Reads what {@link ColumnText} writes. */
interface ColumnParser {

  /**
   * The value in Flink's internal form. Throws a RuntimeException when the text is not of the type.
   */
  Object parse(String text);

  static ColumnParser of(LogicalType type) {
    switch (type.getTypeRoot()) {
      case BOOLEAN:
        return ColumnParser::bool;
      case TINYINT:
        return Byte::valueOf;
      case SMALLINT:
        return Short::valueOf;
      case INTEGER:
        return Integer::valueOf;
      case BIGINT:
        return Long::valueOf;
      case FLOAT:
        return Float::valueOf;
      case DOUBLE:
        return Double::valueOf;
      case CHAR:
      case VARCHAR:
        return StringData::fromString;
      case BINARY:
      case VARBINARY:
        return text -> Base64.getDecoder().decode(text);
      case DECIMAL:
        int digits = LogicalTypeChecks.getPrecision(type);
        int scale = LogicalTypeChecks.getScale(type);
        return text -> decimal(text, digits, scale);
      case DATE:
        return text -> (int) LocalDate.parse(text).toEpochDay();
      case TIME_WITHOUT_TIME_ZONE:
        return text -> (int) (LocalTime.parse(text).toNanoOfDay() / 1_000_000);
      case TIMESTAMP_WITHOUT_TIME_ZONE:
        return ColumnParser::timestamp;
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        return text -> timestamp(withoutZone(text));
      default:
        throw new IllegalArgumentException("the type " + type + " has no form in a file of text");
    }
  }

  private static Boolean bool(String text) {
    if (text.equals("true")) {
      return true;
    }
    if (text.equals("false")) {
      return false;
    }
    throw new IllegalArgumentException("'" + text + "' is neither true nor false");
  }

  private static DecimalData decimal(String text, int digits, int scale) {
    DecimalData value = DecimalData.fromBigDecimal(new BigDecimal(text), digits, scale);
    if (value == null) {
      throw new IllegalArgumentException(text + " has more than " + digits + " digits");
    }
    return value;
  }

  private static TimestampData timestamp(String text) {
    int space = text.indexOf(' ');
    LocalDate date = LocalDate.parse(text.substring(0, space));
    LocalTime time = LocalTime.parse(text.substring(space + 1));
    return TimestampData.fromLocalDateTime(LocalDateTime.of(date, time));
  }

  private static String withoutZone(String text) {
    if (!text.endsWith("Z")) {
      throw new IllegalArgumentException("'" + text + "' has no Z at its end");
    }
    return text.substring(0, text.length() - 1);
  }
}
