package io.tideline.local.demo.verification;

import java.util.List;

/**
 * A table that is rebuilt from its files and compared.
 *
 * @param database the database it is in
 * @param name its name there
 * @param key how many of the first columns are its primary key
 * @param columns all of them, in the order of the table
 */
public record CheckedTable(String database, String name, int key, List<Column> columns) {

  public CheckedTable {
    columns = List.copyOf(columns);
    if (key < 1 || key > columns.size()) {
      throw new IllegalArgumentException(
          "table "
              + name
              + ": "
              + key
              + " of its "
              + columns.size()
              + " columns cannot be its key");
    }
  }

  List<Column> keyColumns() {
    return columns.subList(0, key);
  }

  @Override
  public String toString() {
    return database + "." + name;
  }
}
