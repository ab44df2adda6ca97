package io.tideline.connector.files.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Reads lines of {@link CsvLine}: columns by the names in the header, or in the table's order
 * without one.
 */
final class CsvDecoder implements RowDecoder {

  private final Reader in;
  private final RowType type;
  private final char delimiter;
  private final String nullText;
  private final StringBuilder field = new StringBuilder();
  private final int width;

  /** For each column of the file, where it stands in the row; -1 for one that is not wanted. */
  private final int[] places;

  private final ColumnParser[] values;
  private long line;
  private boolean quoted;
  private int end;

  CsvDecoder(InputStream in, RowType type, CsvStyle style, int[] columns) throws IOException {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 64 * 1024);
    this.type = type;
    this.delimiter = style.delimiter();
    this.nullText = style.nullText();
    this.width = columns.length;
    Map<String, Integer> wanted = new HashMap<>();
    for (int i = 0; i < columns.length; i++) {
      wanted.put(type.getFieldNames().get(columns[i]), i);
    }
    List<String> names = style.hasHeader() ? header() : type.getFieldNames();
    places = new int[names.size()];
    values = new ColumnParser[names.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = wanted.getOrDefault(names.get(i), -1);
      if (places[i] >= 0) {
        values[i] = ColumnParser.of(type.getTypeAt(columns[places[i]]));
      }
    }
  }

  private List<String> header() throws IOException {
    line = 1;
    List<String> names = new ArrayList<>();
    do {
      readField();
      names.add(field.toString());
    } while (end == delimiter);
    return names;
  }

  @Override
  public RowData next() throws IOException {
    if (end < 0) {
      return null;
    }
    readField();
    if (end < 0 && field.length() == 0 && !quoted) {
      return null;
    }
    line++;
    GenericRowData row = new GenericRowData(width);
    for (int i = 0; ; i++) {
      if (i == places.length) {
        throw new IOException("row " + line + " has more than " + places.length + " fields");
      }
      boolean isNull = !quoted && nullText.contentEquals(field);
      if (places[i] >= 0 && !isNull) {
        row.setField(places[i], value(i));
      }
      if (end != delimiter) {
        if (i + 1 < places.length) {
          throw new IOException("row " + line + " has fewer than " + places.length + " fields");
        }
        return row;
      }
      readField();
    }
  }

  private Object value(int column) throws IOException {
    try {
      return values[column].parse(field.toString());
    } catch (RuntimeException e) {
      throw new IOException(
          "row " + line + ", field " + (column + 1) + " of " + type + ": " + e.getMessage(), e);
    }
  }

  /** Reads one field and what ends it: a delimiter, a line feed, or -1 at the end of the file. */
  private void readField() throws IOException {
    field.setLength(0);
    quoted = false;
    int c = in.read();
    if (c == '"') {
      quoted = true;
      c = readQuoted();
    }
    while (c != delimiter && c != '\n' && c >= 0) {
      field.append((char) c);
      c = in.read();
    }
    end = c;
  }

  private int readQuoted() throws IOException {
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the file ends inside quotes, in row " + (line + 1));
      }
      if (c == '"') {
        c = in.read();
        if (c != '"') {
          return c;
        }
      }
      field.append((char) c);
    }
  }
}
