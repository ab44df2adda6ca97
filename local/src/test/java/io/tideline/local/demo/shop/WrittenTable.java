package io.tideline.local.demo.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.demo.verification.CheckedTable;
import io.tideline.local.demo.verification.Column;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the rows of a table into a file of READ events, in the forms that the files have. */
final class WrittenTable {

  private static final String CHANGE =
      "_event_id VARCHAR, _op VARCHAR, _position VARCHAR, _event_time TIMESTAMP WITH TIME ZONE, ";

  private final CheckedTable table;
  private final Connection database;

  WrittenTable(CheckedTable table, Connection database) {
    this.table = table;
    this.database = database;
  }

  long write(Path file) throws SQLException, IOException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + columns() + " FROM " + table)) {
      boolean csv = file.toString().endsWith(".csv");
      if (csv) {
        lines.add(
            "_event_id,_op,_position,_event_time,"
                + table.columns().stream().map(Column::name).collect(Collectors.joining(",")));
      }
      while (rows.next()) {
        lines.add(csv ? csvOf(rows) : jsonOf(rows));
      }
    }
    if (file.toString().endsWith(".parquet")) {
      writeParquet(file);
      return lines.size();
    }
    Files.write(file, lines);
    return file.toString().endsWith(".csv") ? lines.size() - 1 : lines.size();
  }

  private String columns() {
    return table.columns().stream()
        .map(
            column ->
                switch (column.type()) {
                  case FLOAT -> "CAST(%s AS DOUBLE) AS %s".formatted(column.name(), column.name());
                  case BITS, YEAR -> column.name() + " + 0 AS " + column.name();
                  case TIME, DATE, DATETIME ->
                      "CAST(%s AS CHAR) AS %s".formatted(column.name(), column.name());
                  case TIMESTAMP ->
                      "CONCAT(CAST(%s AS CHAR), 'Z') AS %s".formatted(column.name(), column.name());
                  default -> column.name();
                })
        .collect(Collectors.joining(", "));
  }

  private String jsonOf(ResultSet rows) throws SQLException {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("_event_id", table + "-" + rows.getRow());
    json.put("_op", "READ");
    json.put("_position", "0001-00000001-000000000100-0000000-0");
    json.put("_event_time", "2026-11-23 15:00:00.000Z");
    StringBuilder line = new StringBuilder(json.toString());
    line.setLength(line.length() - 1);
    for (Column column : table.columns()) {
      String text = text(rows, column);
      line.append(",\"").append(column.name()).append("\":");
      line.append(
          text == null || isNumber(column)
              ? text
              : new ObjectMapper().valueToTree(text).toString());
    }
    return line.append('}').toString();
  }

  private String csvOf(ResultSet rows) throws SQLException {
    StringBuilder line =
        new StringBuilder(table + "-" + rows.getRow())
            .append(",READ,0001-00000001-000000000100-0000000-0,2026-11-23 15:00:00.000Z");
    for (Column column : table.columns()) {
      String text = text(rows, column);
      line.append(',');
      if (text != null) {
        line.append('"').append(text.replace("\"", "\"\"")).append('"');
      }
    }
    return line.toString();
  }

  private static boolean isNumber(Column column) {
    return switch (column.type()) {
      case TEXT, BYTES, DATE, TIME, DATETIME, TIMESTAMP -> false;
      default -> true;
    };
  }

  private static String text(ResultSet rows, Column column) throws SQLException {
    switch (column.type()) {
      case BYTES:
        byte[] bytes = rows.getBytes(column.name());
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
      case BOOLEAN:
        return rows.getInt(column.name()) == 1 ? "true" : "false";
      case DECIMAL_5_4, DECIMAL_12_2, DECIMAL_18_4, UNSIGNED_BIGINT:
        BigDecimal decimal = rows.getBigDecimal(column.name());
        return decimal == null ? null : decimal.toPlainString();
      case FLOAT:
        return Float.toString((float) rows.getDouble(column.name()));
      default:
        return rows.getString(column.name());
    }
  }

  /** DuckDB itself has the types; a text file of the same rows gives it the values. */
  private void writeParquet(Path file) throws SQLException, IOException {
    Path csv = Path.of(file + ".csv");
    write(csv);
    String types =
        table.columns().stream()
            .map(column -> column.name() + " " + duckdbType(column))
            .collect(Collectors.joining(", "));
    String fromText =
        table.columns().stream()
            .map(
                column ->
                    switch (column.type()) {
                      case BYTES -> "from_base64(" + column.name() + ")";
                      default -> column.name();
                    })
            .collect(Collectors.joining(", "));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("CREATE TABLE t (" + CHANGE + types + ")");
      statement.execute(
          "INSERT INTO t SELECT _event_id, _op, _position, _event_time, "
              + fromText
              + " FROM read_csv('"
              + csv
              + "', header=true, all_varchar=true, delim=',', quote='\"', escape='\"', nullstr='',"
              + " auto_detect=false, allow_quoted_nulls=false, columns={"
              + (CHANGE + types)
                  .replaceAll(
                      "(\\w+) [A-Z]+( WITH TIME ZONE)?(\\(\\d+,\\d+\\))?", "'$1': 'VARCHAR'")
              + "})");
      statement.execute("COPY t TO '" + file + "' (FORMAT parquet)");
    }
    Files.delete(csv);
  }

  private static String duckdbType(Column column) {
    return switch (column.type()) {
      case INTEGER -> "BIGINT";
      case BITS, YEAR -> "INTEGER";
      case UNSIGNED_BIGINT -> "DECIMAL(20,0)";
      case DECIMAL_5_4 -> "DECIMAL(5,4)";
      case DECIMAL_12_2 -> "DECIMAL(12,2)";
      case DECIMAL_18_4 -> "DECIMAL(18,4)";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case TEXT -> "VARCHAR";
      case BYTES -> "BLOB";
      case DATE -> "DATE";
      case TIME -> "TIME";
      case DATETIME -> "TIMESTAMP";
      case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
    };
  }
}
