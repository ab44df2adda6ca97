package io.tideline.connector.oceanbase.event;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;

/** Writes the values of one column as JSON. Chosen once for a column; never sees a null. */
@FunctionalInterface
interface ValueJson {

  int NO_YEAR = 1900;

  void write(StringBuilder out, Object value);

  /** The writer for a column, by how the log presents its type. */
  static ValueJson of(Schema schema) {
    String kind = schema.name() == null ? "" : schema.name();
    switch (kind.substring(kind.lastIndexOf('.') + 1)) {
      case "Date":
        return (out, value) -> {
          out.append('"');
          TimeText.date(out, (Integer) value);
          out.append('"');
        };
      case "MicroTime":
        return time(digits(schema));
      case "Year":
        // A YEAR of 0 comes as 1900, which no YEAR can be.
        return (out, value) -> {
          int year = ((Number) value).intValue();
          out.append(year == NO_YEAR ? 0 : year);
        };
      case "Timestamp":
        return dateTime(digits(schema), 1_000);
      case "MicroTimestamp":
        return dateTime(digits(schema), 1);
      case "ZonedTimestamp":
        return timestamp(digits(schema));
      case "Bits":
        return (out, value) -> out.append(Long.toUnsignedString(bits(bytes(value))));
      case "Decimal":
        return (out, value) -> out.append(((BigDecimal) value).toPlainString());
      case "Enum":
        // Of the log it has the commas escaped that the list of all its values has.
        return (out, value) -> JsonText.string(out, ((String) value).replace("\\,", ","));
      case "Geometry":
      case "Point":
        return (out, value) -> geometry(out, (Struct) value);
      default:
        return byType(schema);
    }
  }

  private static ValueJson byType(Schema schema) {
    switch (schema.type()) {
      case INT8:
      case INT16:
      case INT32:
      case INT64:
        return (out, value) -> out.append(((Number) value).longValue());
      case BOOLEAN:
        return (out, value) -> out.append((Boolean) value ? '1' : '0');
      case FLOAT32:
        return (out, value) -> out.append(((Number) value).floatValue());
      case FLOAT64:
        return isSingle(schema)
            ? (out, value) -> out.append(((Number) value).floatValue())
            : (out, value) -> out.append(((Number) value).doubleValue());
      case BYTES:
        return (out, value) -> JsonText.base64(out, bytes(value));
      default:
        return (out, value) -> JsonText.string(out, value.toString());
    }
  }

  private static void geometry(StringBuilder out, Struct value) {
    out.append('"');
    GeometryText.write(out, bytes(value.get("wkb")), value.getInt32("srid"));
    out.append('"');
  }

  private static ValueJson time(int digits) {
    return (out, value) -> {
      out.append('"');
      TimeText.duration(out, (Long) value, digits);
      out.append('"');
    };
  }

  private static ValueJson dateTime(int digits, long microsPerUnit) {
    return (out, value) -> {
      out.append('"');
      TimeText.dateTime(out, (Long) value * microsPerUnit, digits);
      out.append('"');
    };
  }

  private static ValueJson timestamp(int digits) {
    return (out, value) -> {
      out.append('"');
      TimeText.dateTime(out, TimeText.parseInstant((String) value), digits);
      out.append("Z\"");
    };
  }

  /** How many digits of a second the column has. */
  private static int digits(Schema schema) {
    String length = sourceType(schema, "__debezium.source.column.length");
    return length.isEmpty() ? 0 : Math.min(6, Integer.parseInt(length));
  }

  /** A FLOAT arrives as a double, whose shortest text would have digits that it never had. */
  private static boolean isSingle(Schema schema) {
    String type = sourceType(schema, "__debezium.source.column.type").toUpperCase(Locale.ROOT);
    String length = sourceType(schema, "__debezium.source.column.length");
    boolean wide = !length.isEmpty() && Integer.parseInt(length) > 24;
    return type.startsWith("FLOAT") && !wide;
  }

  private static String sourceType(Schema schema, String parameter) {
    Map<String, String> parameters = schema.parameters();
    return parameters == null ? "" : parameters.getOrDefault(parameter, "");
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[]) {
      return (byte[]) value;
    }
    ByteBuffer buffer = (ByteBuffer) value;
    if (buffer.hasArray() && buffer.remaining() == buffer.array().length) {
      return buffer.array();
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static long bits(byte[] littleEndian) {
    long bits = 0;
    for (int i = littleEndian.length - 1; i >= 0; i--) {
      bits = bits << 8 | littleEndian[i] & 0xff;
    }
    return bits;
  }
}
