package io.tideline.tests.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The finished files of one table, read anew by each query with DuckDB, which shares no code with
 * what wrote them. Queries find them as the table {@code rows}; while there are no files it is
 * empty.
 */
public final class DeliveredRows {

  private final String view;

  private DeliveredRows(String view) {
    this.view = view;
  }

  /**
   * @param name of the files below the directory, without the suffix; may have wildcards
   */
  public static DeliveredRows parquet(Path directory, String name) {
    return new DeliveredRows("read_parquet('" + directory + "/**/" + name + ".parquet')");
  }

  /** The same with the columns {@code filename} and {@code file_row_number}. */
  public static DeliveredRows parquetWithPlaces(Path directory, String name) {
    return new DeliveredRows(
        "read_parquet('%s/**/%s.parquet', filename = true, file_row_number = true)"
            .formatted(directory, name));
  }

  /**
   * @param columns those that queries use, all as text
   */
  public static DeliveredRows json(Path directory, String name, String... columns) {
    String types =
        Arrays.stream(columns)
            .map(column -> "\"" + column + "\": 'VARCHAR'")
            .collect(Collectors.joining(", "));
    return new DeliveredRows(
        "read_json('%s/**/%s.json', format = 'newline_delimited', maximum_object_size = 16777216,"
                .formatted(directory, name)
            + " columns = {"
            + types
            + "})");
  }

  /** The first column of any query over files, as text; nothing while there are no files. */
  public static List<String> first(String query) throws SQLException {
    List<String> values = new ArrayList<>();
    run("SELECT 1", query).forEach(row -> values.add(row.get(0)));
    return values;
  }

  public long count() throws SQLException {
    return number("SELECT count(*) FROM rows");
  }

  /** The one number that the query returns; 0 while there are no files. */
  public long number(String query) throws SQLException {
    List<List<String>> rows = query(query);
    return rows.isEmpty() ? 0 : Long.parseLong(rows.get(0).get(0));
  }

  /** Names and numbers, the two columns of the query. */
  public Map<String, Long> counts(String query) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    query(query).forEach(row -> counts.put(row.get(0), Long.valueOf(row.get(1))));
    return counts;
  }

  /** The rows that the query returns, as text; none while there are no files. */
  public List<List<String>> query(String query) throws SQLException {
    return run("CREATE VIEW rows AS SELECT * FROM " + view, query);
  }

  private static List<List<String>> run(String first, String query) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(first);
      try (ResultSet result = statement.executeQuery(query)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(result.getString(i));
          }
          rows.add(row);
        }
      }
    } catch (SQLException e) {
      if (!e.getMessage().contains("No files found")) {
        throw e;
      }
    }
    return rows;
  }
}
