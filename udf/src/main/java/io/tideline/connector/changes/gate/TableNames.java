package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.EventTexts;
import io.tideline.event.ChangeColumns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The tables that are read, found by the names in an event without a String of them. */
final class TableNames {

  private final Map<Name, SourceTable> tables = new HashMap<>();
  private final Name asked = new Name();

  /** Database and table as they stand one behind the other in an event. */
  private static final class Name {
    private byte[] bytes;
    private int from;
    private int point;
    private int to;

    private Name at(byte[] bytes, int from, int point, int to) {
      this.bytes = bytes;
      this.from = from;
      this.point = point;
      this.to = to;
      return this;
    }

    @Override
    public boolean equals(Object other) {
      Name that = (Name) other;
      return point - from == that.point - that.from
          && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(Hash64.of(bytes, from, to, point - from, Hash64.EXACT));
    }
  }

  /**
   * @param name database.table
   */
  void put(String name, SourceTable table) {
    int dot = name.indexOf('.');
    byte[] database = name.substring(0, dot).getBytes(StandardCharsets.UTF_8);
    byte[] both =
        (name.substring(0, dot) + name.substring(dot + 1)).getBytes(StandardCharsets.UTF_8);
    tables.put(new Name().at(both, 0, database.length, both.length), table);
  }

  /** Null when that table is not read. */
  SourceTable get(EventTexts texts) {
    return tables.get(
        asked.at(
            texts.bytes(),
            texts.from(ChangeColumns.DATABASE_NAME),
            texts.to(ChangeColumns.DATABASE_NAME),
            texts.to(ChangeColumns.TABLE_NAME)));
  }
}
