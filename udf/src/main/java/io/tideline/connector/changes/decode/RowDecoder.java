package io.tideline.connector.changes.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tideline.connector.changes.raw.EventTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Decodes the JSON image of a row in one pass straight into the row. Strict: a value that does not
 * fit its column is an error, nothing is rounded, cut or replaced. A column that the image lacks is
 * NULL where the table allows it; one that the table does not declare is left out and counted.
 *
 * <p>Names are compared exactly, and when that finds none, without case, as databases do. Not
 * thread-safe.
 */
public final class RowDecoder {

  private final JsonFactory json = new JsonFactory();
  private final PlainRowReader plain;
  private final String[] names;
  private final RowType type;
  private final ValueReader[] readers;
  private final boolean[] nullable;
  private final boolean[] seen;
  private final int arity;
  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> anyCase = new HashMap<>();
  private final List<String> undeclared = new ArrayList<>();

  /**
   * @param type the declared columns
   * @param further fields that the caller adds to each row after them
   * @throws IllegalArgumentException when a column has a type that a row of a database has not
   */
  public RowDecoder(RowType type, int further) {
    this.type = type;
    List<String> fields = type.getFieldNames();
    names = fields.toArray(new String[0]);
    readers = new ValueReader[names.length];
    nullable = new boolean[names.length];
    seen = new boolean[names.length];
    arity = names.length + further;
    plain = new PlainRowReader(type, arity);
    for (int i = 0; i < names.length; i++) {
      readers[i] = ValueReaders.of(names[i], type.getTypeAt(i));
      nullable[i] = type.getTypeAt(i).isNullable();
      exact.put(names[i], i);
      anyCase.putIfAbsent(names[i].toLowerCase(Locale.ROOT), i);
    }
  }

  /** The columns of the last row that the table does not declare, until the next row. */
  public List<String> undeclaredColumns() {
    return undeclared;
  }

  /**
   * @param image a JSON object in UTF-8
   * @throws UndecodableException when it is none, or does not fit the columns
   */
  public GenericRowData decode(byte[] image) throws UndecodableException {
    return decode(image, 0, image.length, new MemorySegment[] {MemorySegmentFactory.wrap(image)});
  }

  /**
   * @param column of a JSON object
   * @throws UndecodableException when it is none, or does not fit the columns
   */
  public GenericRowData decode(EventTexts texts, int column) throws UndecodableException {
    return decode(texts.bytes(), texts.from(column), texts.to(column), texts.segments());
  }

  private GenericRowData decode(byte[] bytes, int from, int to, MemorySegment[] segments)
      throws UndecodableException {
    GenericRowData row = plain.read(bytes, from, to, segments);
    if (row == null) {
      return parse(Arrays.copyOfRange(bytes, from, to));
    }
    undeclared.clear();
    return row;
  }

  private GenericRowData parse(byte[] image) throws UndecodableException {
    try (JsonParser parser = json.createParser(image)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UndecodableException("the row is not a JSON object but " + start(image));
      }
      GenericRowData row = columns(parser, image);
      if (parser.nextToken() != null) {
        throw new UndecodableException(
            "there is more after the row's JSON object: " + start(image));
      }
      return row;
    } catch (JsonProcessingException e) {
      throw new UndecodableException(
          String.format("the row is not JSON: %s in %s", e.getOriginalMessage(), start(image)));
    } catch (IOException e) {
      throw new UndecodableException(
          String.format("the row is not JSON: %s in %s", e.getMessage(), start(image)));
    }
  }

  private GenericRowData columns(JsonParser parser, byte[] image)
      throws IOException, UndecodableException {
    GenericRowData row = new GenericRowData(arity);
    Arrays.fill(seen, false);
    undeclared.clear();
    int expected = 0;
    String name;
    while ((name = parser.nextFieldName()) != null) {
      int column = column(name, expected);
      JsonToken token = parser.nextToken();
      if (column < 0) {
        undeclared.add(name);
        parser.skipChildren();
        continue;
      }
      if (seen[column]) {
        throw new UndecodableException("column '" + name + "': comes twice");
      }
      seen[column] = true;
      row.setField(column, value(parser, token, column, image));
      expected = column + 1;
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new UndecodableException("the row's JSON object has no end");
    }
    for (int i = 0; i < seen.length; i++) {
      if (!seen[i] && !nullable[i]) {
        throw new UndecodableException("column '" + names[i] + "': is missing but is " + type(i));
      }
    }
    return row;
  }

  /** Rows mostly have their columns in the declared order. */
  private int column(String name, int expected) {
    if (expected < names.length && names[expected].equals(name)) {
      return expected;
    }
    Integer column = exact.get(name);
    if (column == null) {
      column = anyCase.get(name.toLowerCase(Locale.ROOT));
    }
    return column == null ? -1 : column;
  }

  private Object value(JsonParser parser, JsonToken token, int column, byte[] image)
      throws IOException, UndecodableException {
    if (token == JsonToken.VALUE_NULL) {
      if (!nullable[column]) {
        throw new UndecodableException(
            "column '" + names[column] + "': is NULL but is " + type(column));
      }
      return null;
    }
    try {
      return readers[column].read(parser, token, image);
    } catch (MisfitException e) {
      throw new UndecodableException(
          String.format(
              "column '%s': %s does not fit %s: %s",
              names[column], shown(parser), type(column), e.getMessage()));
    }
  }

  private String type(int column) {
    return type.getTypeAt(column).asSummaryString();
  }

  private static String shown(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return token.isScalarValue()
        ? UndecodableException.shown(parser.getText())
        : "a JSON " + (token.isStructStart() ? "structure" : "value");
  }

  private static String start(byte[] image) {
    return UndecodableException.shown(
        new String(image, 0, Math.min(image.length, 200), StandardCharsets.UTF_8));
  }
}
