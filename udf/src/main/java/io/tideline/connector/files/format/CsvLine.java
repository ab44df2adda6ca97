package io.tideline.connector.files.format;

import java.util.Arrays;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * A row as RFC 4180 has it, with a line feed at its end: null is nothing at all, the empty text is
 * {@code ""}.
 */
final class CsvLine implements TextEncoder.Line {

  private final ColumnText[] values;

  CsvLine(RowType type) {
    values = new ColumnText[type.getFieldCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(type.getTypeAt(i), i);
    }
  }

  /** The line with the columns' names. */
  static byte[] header(RowType type) {
    RowBytes out = new RowBytes();
    for (int i = 0; i < type.getFieldCount(); i++) {
      if (i > 0) {
        out.put(',');
      }
      int start = out.length();
      out.putUtf8(type.getFieldNames().get(i));
      quote(out, start);
    }
    out.put('\n');
    return Arrays.copyOf(out.array(), out.length());
  }

  @Override
  public void append(RowData row, RowBytes out) {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.put(',');
      }
      if (!row.isNullAt(i)) {
        values[i].append(row, out);
      }
    }
    out.put('\n');
  }

  private static ColumnText value(LogicalType type, int column) {
    ColumnText text = ColumnText.of(type, column);
    boolean mayNeedQuotes =
        type.is(LogicalTypeFamily.CHARACTER_STRING) || type.is(LogicalTypeFamily.BINARY_STRING);
    if (!mayNeedQuotes) {
      return text;
    }
    return (row, out) -> {
      int start = out.length();
      text.append(row, out);
      quote(out, start);
    };
  }

  /** Puts quotes around what was put from {@code start} on, if a reader would mistake it. */
  private static void quote(RowBytes out, int start) {
    byte[] bytes = out.array();
    int end = out.length();
    boolean needed = end == start || bytes[start] == ' ' || bytes[end - 1] == ' ';
    for (int i = start; i < end && !needed; i++) {
      byte b = bytes[i];
      needed = b == ',' || b == '"' || b == '\n' || b == '\r';
    }
    if (!needed) {
      return;
    }
    byte[] text = Arrays.copyOfRange(bytes, start, end);
    out.length(start);
    out.reserve(text.length + 2);
    out.put('"');
    for (byte b : text) {
      if (b == '"') {
        out.put('"');
      }
      out.put(b);
    }
    out.put('"');
  }
}
