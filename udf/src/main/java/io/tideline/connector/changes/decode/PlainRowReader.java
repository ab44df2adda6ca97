package io.tideline.connector.changes.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Reads a row as capture writes it, nearly every row there is: without space, all names as they are
 * declared, no escapes. It gives up at the first byte that it does not expect, and then the parser
 * has the row and the last word; so it judges nothing, and only must not take for a row what the
 * parser would read otherwise. Texts are not copied out of the image.
 */
final class PlainRowReader {

  private final byte[][] names;
  private final PlainValue[] values;
  private final boolean[] nullable;
  private final boolean[] seen;
  private final int arity;
  private final boolean escapes;

  /** Which column came at each place of the last row. */
  private final int[] order;

  private final PlainText at = new PlainText();

  PlainRowReader(RowType type, int arity) {
    int columns = type.getFieldCount();
    escapes = type.getFieldNames().stream().anyMatch(PlainRowReader::isEscaped);
    this.arity = arity;
    names = new byte[columns][];
    values = new PlainValue[columns];
    nullable = new boolean[columns];
    seen = new boolean[columns];
    order = new int[columns];
    for (int i = 0; i < columns; i++) {
      names[i] = ('"' + type.getFieldNames().get(i) + "\":").getBytes(StandardCharsets.UTF_8);
      values[i] = PlainValue.of(type.getTypeAt(i));
      nullable[i] = type.getTypeAt(i).isNullable();
      order[i] = i;
    }
  }

  /** Its bytes in JSON are others, and the bytes that it has could be those of two columns. */
  private static boolean isEscaped(String name) {
    return name.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ');
  }

  /**
   * @param segments of all the bytes
   * @return null when the parser must read it
   */
  GenericRowData read(byte[] json, int from, int to, MemorySegment[] segments) {
    at.start(json, from, to, segments);
    Arrays.fill(seen, false);
    GenericRowData row = new GenericRowData(arity);
    if (escapes || !at.pass('{')) {
      return null;
    }
    int place = 0;
    do {
      int column = place == order.length ? -1 : column(place++);
      if (column < 0 || seen[column]) {
        return null;
      }
      seen[column] = true;
      if (at.passNull()) {
        if (!nullable[column]) {
          return null;
        }
      } else {
        Object value = values[column].read(at);
        if (value == null) {
          return null;
        }
        row.setField(column, value);
      }
    } while (at.pass(','));
    return at.pass('}') && at.isEnd() && isComplete(place) ? row : null;
  }

  /** Columns mostly come in the order in which they came before. */
  private int column(int place) {
    if (at.pass(names[order[place]])) {
      return order[place];
    }
    for (int i = 0; i < names.length; i++) {
      if (at.pass(names[i])) {
        order[place] = i;
        return i;
      }
    }
    return -1;
  }

  private boolean isComplete(int columns) {
    for (int i = 0; columns < seen.length && i < seen.length; i++) {
      if (!seen[i] && !nullable[i]) {
        return false;
      }
    }
    return true;
  }
}
