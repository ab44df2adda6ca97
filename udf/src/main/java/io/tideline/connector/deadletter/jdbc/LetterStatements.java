package io.tideline.connector.deadletter.jdbc;

import io.tideline.event.DeadLetterColumns;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * The statements over a table of dead letters, and a letter's way into and out of them. Times are
 * text in UTC: what the log says may be a time that no column of the database holds.
 */
final class LetterStatements {

  private static final RowType LETTER = (RowType) DeadLetterColumns.DATA_TYPE.getLogicalType();
  private static final List<String> NAMES = DeadLetterColumns.NAMES;

  private LetterStatements() {}

  static String create(String table) {
    StringJoiner columns = new StringJoiner(", ");
    for (int i = 0; i < NAMES.size(); i++) {
      columns.add("`" + NAMES.get(i) + "` " + type(i));
    }
    return "CREATE TABLE IF NOT EXISTS "
        + table
        + " ("
        + columns
        + ", PRIMARY KEY (`letter_id`, `attempt`, `kind`)) DEFAULT CHARSET = utf8mb4";
  }

  /** A record that is there already stays as it is. */
  static String insert(String table) {
    StringJoiner columns = new StringJoiner(", ");
    StringJoiner marks = new StringJoiner(", ");
    NAMES.forEach(
        name -> {
          columns.add("`" + name + "`");
          marks.add("?");
        });
    return String.format(
        "INSERT INTO %s (%s) VALUES (%s) ON DUPLICATE KEY UPDATE `letter_id` = `letter_id`",
        table, columns, marks);
  }

  static String select(String table) {
    StringJoiner columns = new StringJoiner(", ");
    NAMES.forEach(name -> columns.add("`" + name + "`"));
    return "SELECT " + columns + " FROM " + table;
  }

  private static String type(int column) {
    switch (column) {
      case DeadLetterColumns.LETTER_ID:
        return "CHAR(32) CHARACTER SET ascii NOT NULL";
      case DeadLetterColumns.KIND:
        return "VARCHAR(16) CHARACTER SET ascii NOT NULL";
      case DeadLetterColumns.ATTEMPT:
        return "INT NOT NULL";
      default:
        return root(column) == LogicalTypeRoot.BIGINT ? "BIGINT" : "LONGTEXT";
    }
  }

  private static LogicalTypeRoot root(int column) {
    return LETTER.getTypeAt(column).getTypeRoot();
  }

  static void set(PreparedStatement statement, RowData letter) throws SQLException {
    for (int i = 0; i < NAMES.size(); i++) {
      if (letter.isNullAt(i)) {
        statement.setNull(i + 1, root(i) == LogicalTypeRoot.BIGINT ? Types.BIGINT : Types.VARCHAR);
        continue;
      }
      switch (root(i)) {
        case BIGINT:
          statement.setLong(i + 1, letter.getLong(i));
          break;
        case INTEGER:
          statement.setInt(i + 1, letter.getInt(i));
          break;
        case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
          statement.setString(i + 1, letter.getTimestamp(i, 3).toInstant().toString());
          break;
        default:
          statement.setString(i + 1, letter.getString(i).toString());
      }
    }
  }

  static RowData get(ResultSet result) throws SQLException {
    GenericRowData letter = new GenericRowData(NAMES.size());
    for (int i = 0; i < NAMES.size(); i++) {
      letter.setField(i, get(result, i));
    }
    return letter;
  }

  private static Object get(ResultSet result, int column) throws SQLException {
    String text = result.getString(column + 1);
    if (text == null) {
      return null;
    }
    switch (root(column)) {
      case BIGINT:
        return Long.parseLong(text);
      case INTEGER:
        return Integer.parseInt(text);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        return TimestampData.fromInstant(Instant.parse(text));
      default:
        return StringData.fromString(text);
    }
  }
}
