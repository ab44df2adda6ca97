package io.tideline.connector.files.format;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A reader that shares no line with our writers. */
final class DuckDb implements AutoCloseable {

  /** Reads {@link CsvStyle#RFC_4180}. */
  static final String RFC_4180 = "header = true, delim = ',', allow_quoted_nulls = false";

  private static final String TEXT = "\"text, \"\"中\"\"\"";
  private static final String COLUMNS =
      "{'flag': 'BOOLEAN', 'tiny': 'TINYINT', 'small': 'SMALLINT', 'number': 'INTEGER', 'large': 'BIGINT', "
          + "'single': 'FLOAT', 'dual': 'DOUBLE', 'rate': 'DECIMAL(5,4)', 'amount': 'DECIMAL(12,2)', "
          + "'unsigned': 'DECIMAL(20,0)', 'wide': 'DECIMAL(38,10)', 'day': 'DATE', 'clock': 'TIME', "
          + "'millis': 'TIMESTAMP', 'micros': 'TIMESTAMP', 'instant': 'TIMESTAMPTZ', 'instant6': 'TIMESTAMPTZ', "
          + "'bytes': 'VARCHAR', 'text, \"中\"': 'VARCHAR'}";
  private static final String TYPES =
      "BOOLEAN TINYINT SMALLINT INTEGER BIGINT FLOAT DOUBLE DECIMAL(5,4) DECIMAL(12,2) DECIMAL(20,0) DECIMAL(38,10) "
          + "DATE TIME TIMESTAMP TIMESTAMP TIMESTAMP WITH TIME ZONE TIMESTAMP WITH TIME ZONE BLOB VARCHAR";

  private final Connection connection;

  DuckDb() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    // Each try writes another file of the same name, often in the same moment as the last.
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET enable_external_file_cache = false");
    }
  }

  /**
   * The rows as {@link AnyRow#plain} shows them.
   *
   * @param csv the options of DuckDB's reader for a file of CSV
   */
  List<List<Object>> read(Path file, String suffix, String csv) throws SQLException {
    String table = table(file, suffix, csv);
    String bytes = suffix.equals("parquet") ? "bytes" : "from_base64(bytes)";
    String query =
        "SELECT flag, tiny::BIGINT, small::BIGINT, number::BIGINT, large, single, dual, rate, amount, \"unsigned\", "
            + "wide, date_diff('day', DATE '1970-01-01', day), date_diff('microsecond', TIME '00:00:00', clock), "
            + "epoch_us(millis), epoch_us(micros), epoch_us(instant), epoch_us(instant6), hex("
            + bytes
            + "), "
            + TEXT
            + " FROM "
            + table;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= 19; i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
      if (suffix.equals("parquet")) {
        checkTypes(table);
      }
      return rows;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static String table(Path file, String suffix, String csv) {
    String[] parts = suffix.split("\\.");
    String compression =
        parts.length == 1
            ? ""
            : "compression = '" + (parts[1].equals("gz") ? "gzip" : "zstd") + "', ";
    switch (parts[0]) {
      case "json":
        return "read_json('"
            + file
            + "', "
            + compression
            + "format = 'newline_delimited', columns = "
            + COLUMNS.replace("DECIMAL(20,0)", "DOUBLE").replace("DECIMAL(38,10)", "DOUBLE")
            + ")";
      case "csv":
        return "read_csv('"
            + file
            + "', "
            + compression
            + "auto_detect = false, quote = '\"', escape = '\"', new_line = '\\n', "
            + csv
            + ", columns = "
            + COLUMNS
            + ")";
      default:
        return "read_parquet('" + file + "')";
    }
  }

  private void checkTypes(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet types = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
      List<String> found = new ArrayList<>();
      while (types.next()) {
        found.add(types.getString("column_type"));
      }
      if (!String.join(" ", found).equals(TYPES)) {
        throw new AssertionError("DuckDB sees the types " + found);
      }
    }
  }
}
