package io.tideline.local.demo.verification;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many rows a file has, whatever its format. */
public final class RowCount {

  private RowCount() {}

  /**
   * @throws IOException when the file is gone
   * @throws SQLException when the file cannot be read
   */
  public static long of(Path file) throws IOException, SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM " + reader(file))) {
      count.next();
      return count.getLong(1);
    }
  }

  private static String reader(Path file) throws IOException {
    String name = file.toString();
    String literal = "'" + name.replace("'", "''") + "'";
    if (name.endsWith(".parquet")) {
      return "read_parquet(" + literal + ")";
    } else if (name.endsWith(".json")) {
      return "read_json_objects("
          + literal
          + ", format='newline_delimited', maximum_object_size=16777216)";
    }
    // Left to guess, the reader may take a line end in a value for one of the file.
    return "read_csv("
        + literal
        + ", auto_detect=false, header=true, delim=',', quote='\"', escape='\"',"
        + " max_line_size=16777216, columns="
        + columns(file)
        + ")";
  }

  private static String columns(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return Stream.of(lines.readLine().split(","))
          .map(name -> "'" + name + "': 'VARCHAR'")
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }
}
