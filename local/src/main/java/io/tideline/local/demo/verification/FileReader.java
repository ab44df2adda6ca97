package io.tideline.local.demo.verification;

import static io.tideline.local.demo.verification.ColumnType.quoted;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The DuckDB query that reads files of one table and one format with all columns in the types they
 * should have; a value that does not have it is an error, not a guess.
 */
final class FileReader {

  private static final List<Column> CHANGE =
      List.of(
          Column.of("_event_id", ColumnType.TEXT),
          Column.of("_op", ColumnType.TEXT),
          Column.of("_position", ColumnType.TEXT),
          Column.of("_event_time", ColumnType.TIMESTAMP));

  private final CheckedTable table;

  FileReader(CheckedTable table) {
    this.table = table;
  }

  String query(String suffix, List<Path> files) {
    return switch (suffix) {
      case "json" -> json(files);
      case "csv" -> csv(files);
      case "parquet" -> "SELECT " + names() + " FROM read_parquet(" + list(files) + ")";
      default -> throw new IllegalArgumentException("no reader for files ending in ." + suffix);
    };
  }

  List<Column> columns() {
    List<Column> columns = new ArrayList<>(CHANGE);
    columns.addAll(table.columns());
    return columns;
  }

  private String names() {
    return columns().stream()
        .map(column -> quoted(column.name()))
        .collect(Collectors.joining(", "));
  }

  /** An unquoted empty field is NULL, a quoted one the empty string. */
  private String csv(List<Path> files) {
    return "SELECT "
        + columns().stream().map(FileReader::fromText).collect(Collectors.joining(", "))
        + " FROM read_csv("
        + list(files)
        + ", auto_detect=false, header=true, delim=',', quote='\"', escape='\"', nullstr='',"
        + " allow_quoted_nulls=false, max_line_size=16777216, columns="
        + structure("'")
        + ")";
  }

  /**
   * DuckDB takes a fraction in JSON for a DOUBLE, so decimals are cut out of the line's text. Their
   * name in quotes and a colon cannot stand inside a string, where its quotes would be escaped.
   */
  private String json(List<Path> files) {
    String columns =
        columns().stream().map(FileReader::fromTransformed).collect(Collectors.joining(", "));
    return "SELECT "
        + columns
        + " FROM (SELECT CAST(json AS VARCHAR) AS line, json_transform_strict(json, '"
        + structure("\"")
        + "') AS t FROM read_json_objects("
        + list(files)
        + ", format='newline_delimited', maximum_object_size=16777216))";
  }

  private static String fromTransformed(Column column) {
    String name = quoted(column.name());
    if (column.type().isFraction()) {
      return "CAST(nullif(regexp_extract(line, '\"%s\":\\s*(-?[0-9.]+)', 1), '') AS %s) AS %s"
          .formatted(column.name(), column.type().inFiles(), name);
    }
    return column.type() == ColumnType.BYTES
        ? "from_base64(t.%s) AS %s".formatted(name, name)
        : "t.%s AS %s".formatted(name, name);
  }

  private static String fromText(Column column) {
    String name = quoted(column.name());
    return column.type() == ColumnType.BYTES ? "from_base64(%s) AS %s".formatted(name, name) : name;
  }

  /** Names and types, as a structure literal of SQL or JSON. */
  private String structure(String quote) {
    return columns().stream()
        .map(column -> '"' + column.name() + "\": " + quote + textType(column, quote) + quote)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String textType(Column column, String quote) {
    boolean asText =
        column.type() == ColumnType.BYTES || (quote.equals("\"") && column.type().isFraction());
    return asText ? "VARCHAR" : column.type().inFiles();
  }

  private static String list(List<Path> files) {
    return files.stream()
        .map(file -> "'" + file.toString().replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
