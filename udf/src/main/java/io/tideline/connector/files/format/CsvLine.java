package io.tideline.connector.files.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * A row as RFC 4180 has it, with a line feed at its end. Null stands without quotes; the empty
 * text, and text that reads like null, in quotes.
 */
final class CsvLine implements TextEncoder.Line {

  private final RowType type;
  private final byte delimiter;
  private final byte[] nullText;
  private final boolean quoteAll;
  private final ColumnText[] values;

  CsvLine(RowType type, CsvStyle style) {
    this.type = type;
    delimiter = (byte) style.delimiter();
    nullText = style.nullText().getBytes(StandardCharsets.UTF_8);
    quoteAll = style.quoting() == CsvStyle.Quoting.ALL;
    values = new ColumnText[type.getFieldCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(type.getTypeAt(i), i);
    }
  }

  /** The line with the columns' names. */
  byte[] header() {
    RowBytes out = new RowBytes();
    for (int i = 0; i < type.getFieldCount(); i++) {
      if (i > 0) {
        out.put(delimiter);
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
        out.put(delimiter);
      }
      if (row.isNullAt(i)) {
        out.put(nullText);
      } else {
        values[i].append(row, out);
      }
    }
    out.put('\n');
  }

  private ColumnText value(LogicalType type, int column) {
    ColumnText text = ColumnText.of(type, column);
    boolean mayNeedQuotes =
        quoteAll
            || type.is(LogicalTypeFamily.CHARACTER_STRING)
            || type.is(LogicalTypeFamily.BINARY_STRING);
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
  private void quote(RowBytes out, int start) {
    if (!quoteAll && !needsQuotes(out.array(), start, out.length())) {
      return;
    }
    byte[] text = Arrays.copyOfRange(out.array(), start, out.length());
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

  private boolean needsQuotes(byte[] bytes, int start, int end) {
    if (end == start || bytes[start] == ' ' || bytes[end - 1] == ' ') {
      return true;
    }
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == delimiter || b == '"' || b == '\n' || b == '\r') {
        return true;
      }
    }
    return Arrays.equals(bytes, start, end, nullText, 0, nullText.length);
  }
}
