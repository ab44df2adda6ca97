package io.tideline.connector.files.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** A row as a JSON object: every column, in order, null included. */
final class JsonLine implements TextEncoder.Line {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** What stands before each value: the brace or comma, the name and the colon. */
  private final byte[][] names;

  private final ColumnText[] values;

  JsonLine(RowType type) {
    int count = type.getFieldCount();
    names = new byte[count][];
    values = new ColumnText[count];
    for (int i = 0; i < count; i++) {
      RowBytes name = new RowBytes();
      name.put(i == 0 ? '{' : ',');
      name.put('"');
      int start = name.length();
      name.putUtf8(type.getFieldNames().get(i));
      escape(name, start);
      name.put('"');
      name.put(':');
      names[i] = Arrays.copyOf(name.array(), name.length());
      values[i] = value(type.getTypeAt(i), i);
    }
  }

  @Override
  public void append(RowData row, RowBytes out) {
    for (int i = 0; i < values.length; i++) {
      out.put(names[i]);
      if (row.isNullAt(i)) {
        out.put(NULL);
      } else {
        values[i].append(row, out);
      }
    }
    out.put('}');
    out.put('\n');
  }

  private static ColumnText value(LogicalType type, int column) {
    ColumnText text = ColumnText.of(type, column);
    switch (type.getTypeRoot()) {
      case BOOLEAN:
      case TINYINT:
      case SMALLINT:
      case INTEGER:
      case BIGINT:
      case DECIMAL:
        return text;
      case FLOAT:
        return (row, out) -> number(Float.isFinite(row.getFloat(column)), text, row, out);
      case DOUBLE:
        return (row, out) -> number(Double.isFinite(row.getDouble(column)), text, row, out);
      case CHAR:
      case VARCHAR:
        return (row, out) -> {
          out.put('"');
          int start = out.length();
          text.append(row, out);
          escape(out, start);
          out.put('"');
        };
      default:
        return (row, out) -> quoted(text, row, out);
    }
  }

  /** JSON has no number that is not finite: it goes as a string. */
  private static void number(boolean finite, ColumnText text, RowData row, RowBytes out) {
    if (finite) {
      text.append(row, out);
    } else {
      quoted(text, row, out);
    }
  }

  private static void quoted(ColumnText text, RowData row, RowBytes out) {
    out.put('"');
    text.append(row, out);
    out.put('"');
  }

  /** Escapes in place what was put from {@code start} on; most text needs none and is not moved. */
  private static void escape(RowBytes out, int start) {
    byte[] bytes = out.array();
    int end = out.length();
    for (int i = start; i < end; i++) {
      if (mustEscape(bytes[i])) {
        byte[] rest = Arrays.copyOfRange(bytes, i, end);
        out.length(i);
        escaped(rest, out);
        return;
      }
    }
  }

  private static void escaped(byte[] text, RowBytes out) {
    out.reserve(text.length + 16);
    for (byte b : text) {
      if (!mustEscape(b)) {
        out.put(b);
        continue;
      }
      out.put('\\');
      switch (b) {
        case '"':
        case '\\':
          out.put(b);
          break;
        case '\n':
          out.put('n');
          break;
        case '\r':
          out.put('r');
          break;
        case '\t':
          out.put('t');
          break;
        default:
          out.putAscii("u00");
          out.put(HEX[b >> 4]);
          out.put(HEX[b & 15]);
      }
    }
  }

  private static boolean mustEscape(byte b) {
    return b >= 0 && b < ' ' || b == '"' || b == '\\';
  }
}
