package io.tideline.local.demo.verification;

import static io.tideline.local.demo.verification.ColumnType.quoted;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A table as its files tell it, read by DuckDB, which shares no code with what wrote them: the
 * newest event of a key is how its row stands, and a DELETE is no row.
 */
final class RebuiltTable implements AutoCloseable {

  private final CheckedTable table;
  private final FileReader reader;
  private final Connection duckdb;

  private RebuiltTable(CheckedTable table, Connection duckdb) {
    this.table = table;
    this.reader = new FileReader(table);
    this.duckdb = duckdb;
  }

  static RebuiltTable read(CheckedTable table, List<Path> files) throws SQLException, IOException {
    Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
    RebuiltTable rebuilt = new RebuiltTable(table, duckdb);
    try {
      rebuilt.load(files);
      return rebuilt;
    } catch (SQLException | IOException e) {
      duckdb.close();
      throw e;
    }
  }

  long rows() throws SQLException {
    return number("SELECT count(*) FROM events");
  }

  long distinctEvents() throws SQLException {
    return number("SELECT count(DISTINCT _event_id) FROM events");
  }

  /** The rebuilt rows in the order of the key, each column in the form that compares. */
  ResultSet inKeyOrder() throws SQLException {
    String keys = keys();
    String values =
        table.columns().stream()
            .map(column -> column.type().fromFiles(column.name()))
            .collect(Collectors.joining(", "));
    // At one position a READ says what was there before the change.
    return duckdb
        .createStatement()
        .executeQuery(
            "SELECT "
                + values
                + " FROM (SELECT * FROM events QUALIFY row_number() OVER (PARTITION BY "
                + keys
                + " ORDER BY _position DESC, _op = 'READ') = 1) WHERE _op <> 'DELETE' ORDER BY "
                + keys);
  }

  @Override
  public void close() throws SQLException {
    duckdb.close();
  }

  private void load(List<Path> files) throws SQLException, IOException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET threads = 1");
      statement.execute(
          reader.columns().stream()
              .map(column -> quoted(column.name()) + " " + column.type().inFiles())
              .collect(Collectors.joining(", ", "CREATE TABLE events (", ")")));
      for (Map.Entry<String, List<Path>> format : bySuffix(files).entrySet()) {
        String query = reader.query(format.getKey(), format.getValue());
        if (format.getKey().equals("parquet")) {
          requireTypes(statement, query);
        }
        statement.execute("INSERT INTO events " + query);
      }
    }
  }

  private static Map<String, List<Path>> bySuffix(List<Path> files) {
    return files.stream()
        .collect(
            Collectors.groupingBy(
                file -> file.toString().substring(file.toString().lastIndexOf('.') + 1),
                TreeMap::new,
                Collectors.toList()));
  }

  /** Parquet names its types itself; a reader must not have to convert them. */
  private void requireTypes(Statement statement, String query) throws SQLException, IOException {
    try (ResultSet described = statement.executeQuery("DESCRIBE " + query)) {
      for (Column column : reader.columns()) {
        described.next();
        String type = described.getString("column_type");
        boolean right =
            column.type().isInteger()
                ? type.endsWith("INT") || type.equals("INTEGER")
                : type.equals(column.type().inFiles());
        if (!right) {
          throw new IOException(
              "column %s of %s is %s in the Parquet files, not %s"
                  .formatted(column.name(), table, type, column.type().inFiles()));
        }
      }
    }
  }

  private String keys() {
    return table.keyColumns().stream()
        .map(column -> quoted(column.name()))
        .collect(Collectors.joining(", "));
  }

  private long number(String query) throws SQLException {
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }
}
