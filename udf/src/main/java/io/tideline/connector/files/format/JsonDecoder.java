package io.tideline.connector.files.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Reads lines of {@link JsonLine}; columns that a line lacks are null, others are passed over. */
final class JsonDecoder implements RowDecoder {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final JsonParser parser;
  private final Map<String, Integer> places = new HashMap<>();
  private final ColumnParser[] values;
  private long line;

  JsonDecoder(InputStream in, RowType type, int[] columns) throws IOException {
    parser = JSON.createParser(in);
    values = new ColumnParser[columns.length];
    for (int i = 0; i < columns.length; i++) {
      places.put(type.getFieldNames().get(columns[i]), i);
      values[i] = ColumnParser.of(type.getTypeAt(columns[i]));
    }
  }

  @Override
  public RowData next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return null;
    }
    line++;
    if (token != JsonToken.START_OBJECT) {
      throw new IOException("line " + line + " is not a JSON object but begins with " + token);
    }
    GenericRowData row = new GenericRowData(values.length);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      token = parser.nextToken();
      Integer place = places.get(name);
      if (place == null) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        row.setField(place, value(name, values[place]));
      }
    }
    return row;
  }

  private Object value(String name, ColumnParser parserOfColumn) throws IOException {
    String text = parser.getText();
    try {
      return parserOfColumn.parse(text);
    } catch (RuntimeException e) {
      throw new IOException("line " + line + ", column " + name + ": " + e.getMessage(), e);
    }
  }
}
