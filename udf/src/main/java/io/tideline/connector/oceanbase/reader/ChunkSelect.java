package io.tideline.connector.oceanbase.reader;

import io.debezium.relational.Column;
import io.debezium.relational.Table;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.mysql.source.utils.StatementUtils;

/**
 * The statement that reads a chunk, with numbers as they are: the server prints a FLOAT with six
 * digits, but its double with all that it has, and upstream takes a YEAR of 0000 for 2000. From the
 * log it comes as 1900, which no YEAR can be.
 */
final class ChunkSelect {

  private ChunkSelect() {}

  /**
   * @param sql a statement of upstream's connection
   * @return the statement, changed if it selects all columns of the table and one of them needs it
   */
  static String exact(String sql, Table table) {
    String all = "SELECT * FROM " + StatementUtils.quote(table.id());
    if (!sql.startsWith(all)
        || table.columns().stream().allMatch(column -> value(column).equals(name(column)))) {
      return sql;
    }
    return table.columns().stream()
            .map(ChunkSelect::value)
            .collect(
                Collectors.joining(", ", "SELECT ", " FROM " + StatementUtils.quote(table.id())))
        + sql.substring(all.length());
  }

  private static String value(Column column) {
    String name = name(column);
    if (type(column).startsWith("FLOAT")) {
      return name + " + 0e0 AS " + name;
    }
    return type(column).startsWith("YEAR")
        ? "IF(" + name + " = 0, 1900, " + name + " + 0) AS " + name
        : name;
  }

  private static String name(Column column) {
    return StatementUtils.quote(column.name());
  }

  /** Whether it is one whose sign upstream may lose. */
  static boolean isTime(Column column) {
    return type(column).equals("TIME") || type(column).startsWith("TIME(");
  }

  private static String type(Column column) {
    return column.typeName().toUpperCase(Locale.ROOT);
  }
}
