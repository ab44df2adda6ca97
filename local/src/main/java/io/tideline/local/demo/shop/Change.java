package io.tideline.local.demo.shop;

import io.tideline.local.demo.verification.CheckedTable;
import java.util.List;

/**
 * A statement that changes rows of one table.
 *
 * @param eventsPerRow the row events that the log has for each row it changes: 2 where it changes
 *     the key, else 1
 */
record Change(CheckedTable table, String sql, List<Object> arguments, int eventsPerRow) {

  static Change of(CheckedTable table, String sql, Object... arguments) {
    return new Change(table, sql, List.of(arguments), 1);
  }

  static Change ofKey(CheckedTable table, String sql, Object... arguments) {
    return new Change(table, sql, List.of(arguments), 2);
  }

  /** One statement that inserts several rows. */
  static Change insert(CheckedTable table, List<List<Object>> rows) {
    String row = "(" + "?, ".repeat(table.columns().size() - 1) + "?)";
    String sql = "INSERT INTO " + table + " VALUES " + (row + ", ").repeat(rows.size() - 1) + row;
    return new Change(table, sql, rows.stream().flatMap(List::stream).toList(), 1);
  }
}
