package io.tideline.local.demo.verification;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * Rebuilds tables from the files of their changes and compares them with the database, row by row
 * and column by column. Nothing may write to the tables meanwhile.
 *
 * <pre>{@code
 * TableResult result = new Verification(output, connection).check(orders, 12_345);
 * if (!result.agrees()) …
 * }</pre>
 */
public final class Verification {

  private final ChangeFiles files;
  private final Connection database;

  /**
   * @param output the directory of the change files
   * @param database a connection to the database that the changes came from
   */
  public Verification(Path output, Connection database) {
    this.files = new ChangeFiles(output);
    this.database = database;
  }

  /**
   * Compares one table.
   *
   * @param expectedEvents how many events of the table the files should hold
   * @throws IOException when the files do not have the types they should have
   * @throws SQLException when the database or the files cannot be read
   */
  public TableResult check(CheckedTable table, long expectedEvents)
      throws IOException, SQLException {
    RowMerge merge = new RowMerge(table);
    try (RebuiltTable rebuilt = RebuiltTable.read(table, files.of(table));
        ResultSet actual = rebuilt.inKeyOrder();
        Statement statement = inUtc();
        ResultSet expected = statement.executeQuery(databaseQuery(table))) {
      merge.compare(expected, actual);
      long events = rebuilt.distinctEvents();
      return new TableResult(
          table,
          merge.rowsInDatabase(),
          merge.rowsInFiles(),
          merge.differingRows(),
          events,
          expectedEvents,
          rebuilt.rows() - events,
          merge.firstDifferences());
    } catch (SQLException e) {
      throw new SQLException("table " + table + " cannot be compared: " + e.getMessage(), e);
    }
  }

  private Statement inUtc() throws SQLException {
    Statement statement =
        database.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.execute("SET time_zone = '+00:00'");
    // MySQL's driver streams a result only with this fetch size.
    statement.setFetchSize(Integer.MIN_VALUE);
    return statement;
  }

  private static String databaseQuery(CheckedTable table) {
    String values =
        table.columns().stream()
            .map(column -> column.type().fromDatabase(column.name()))
            .collect(Collectors.joining(", "));
    String keys =
        table.keyColumns().stream()
            .map(column -> "`" + column.name() + "`")
            .collect(Collectors.joining(", "));
    return "SELECT "
        + values
        + " FROM `%s`.`%s` ORDER BY ".formatted(table.database(), table.name())
        + keys;
  }
}
