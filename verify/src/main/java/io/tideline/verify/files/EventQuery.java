package io.tideline.verify.files;

import static io.tideline.verify.column.FileColumn.quoted;

import io.tideline.verify.column.FileColumn;
import io.tideline.verify.plan.FilesTable;
import io.tideline.verify.plan.FilesTable.CsvForm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * DuckDB's query of the events of files, whatever their formats: what happened to the row, the
 * declared columns in their types, {@code _file}, and in {@code _bad} the names of columns whose
 * text the type cannot mean. Compression it sees from the names. The values of partitions are in
 * the files, whole; in the names of directories they may be shortened.
 */
final class EventQuery {

  private static final List<FileColumn> CHANGE =
      List.of(text("_event_id"), text("_op"), text("_position"));

  private final List<FileColumn> columns = new ArrayList<>(CHANGE);
  private final CsvForm csv;

  EventQuery(FilesTable table) {
    this.columns.addAll(table.columns());
    this.csv = table.csv();
  }

  /** Names and types of the columns that the query yields. */
  String declaration() {
    return columns.stream()
        .map(column -> quoted(column.name()) + " " + column.duckdbType())
        .collect(Collectors.joining(", ", "", ", _file VARCHAR, _bad VARCHAR"));
  }

  /**
   * @param files at least one
   */
  String of(List<EventFile> files) {
    Map<String, List<EventFile>> byFormat =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    file -> EventFiles.format(Path.of(file.path())).orElseThrow(),
                    TreeMap::new,
                    Collectors.toList()));
    return byFormat.entrySet().stream()
        .map(format -> "(" + query(format.getKey(), list(format.getValue())) + ")")
        .collect(Collectors.joining(" UNION ALL "));
  }

  private String query(String format, String files) {
    return switch (format) {
      case "json" -> json(files);
      case "csv" -> csv(files);
      default -> parquet(files);
    };
  }

  private String parquet(String files) {
    String select =
        columns.stream()
            .map(
                column ->
                    "CAST(%1$s AS %2$s) AS %1$s"
                        .formatted(quoted(column.name()), column.duckdbType()))
            .collect(Collectors.joining(", "));
    return "SELECT "
        + select
        + ", filename AS _file, '' AS _bad FROM read_parquet("
        + files
        + ", filename=true, union_by_name=true, hive_partitioning=false)";
  }

  /** An unquoted null text is NULL, a quoted one is that text. */
  private String csv(String files) {
    String source =
        "read_csv(%s, filename=true, hive_partitioning=false, auto_detect=false, header=%s, delim=%s, quote='\"', escape='\"', nullstr=%s, allow_quoted_nulls=false, max_line_size=16777216, buffer_size=33554432, columns=%s)"
            .formatted(
                files,
                csv.header(),
                literal(csv.delimiter()),
                literal(csv.nullText()),
                csvColumns());
    return "SELECT "
        + typed(column -> quoted(column.name()))
        + ", filename AS _file, "
        + bad(column -> quoted(column.name()))
        + " AS _bad FROM "
        + source;
  }

  /** All that a CSV line has, the time of the change too. */
  private String csvColumns() {
    List<String> names = new ArrayList<>(List.of("_event_id", "_op", "_position", "_event_time"));
    columns.stream().skip(CHANGE.size()).map(FileColumn::name).forEach(names::add);
    return names.stream()
        .map(name -> literal(name) + ": 'VARCHAR'")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /**
   * DuckDB takes a fraction in JSON for a DOUBLE, so decimals are cut out of the line's text. Their
   * name in quotes and a colon cannot stand inside a string, where its quotes would be escaped.
   */
  private String json(String files) {
    String structure =
        columns.stream()
            .map(column -> '"' + escaped(column.name()) + "\": \"VARCHAR\"")
            .collect(Collectors.joining(", ", "{", "}"));
    return "SELECT "
        + typed(EventQuery::fromLine)
        + ", _file, "
        + bad(EventQuery::fromLine)
        + " AS _bad FROM (SELECT filename AS _file, CAST(json AS VARCHAR) AS line,"
        + " json_transform(json, "
        + literal(structure)
        + ") AS t FROM read_json_objects("
        + files
        + ", filename=true, hive_partitioning=false, format='newline_delimited', maximum_object_size=16777216))";
  }

  private static String fromLine(FileColumn column) {
    if (column.type() != LogicalTypeRoot.DECIMAL) {
      return "t." + quoted(column.name());
    }
    String name = Pattern.quote(escaped(column.name()));
    return "nullif(regexp_extract(line, "
        + literal("\"" + name + "\":\\s*\"?(-?[0-9][^,\"}]*)")
        + ", 1), '')";
  }

  private String typed(Function<FileColumn, String> text) {
    return columns.stream()
        .map(column -> value(column, text.apply(column)) + " AS " + quoted(column.name()))
        .collect(Collectors.joining(", "));
  }

  private String bad(Function<FileColumn, String> text) {
    return columns.stream()
        .filter(column -> !column.isText())
        .map(
            column ->
                "CASE WHEN %s IS NOT NULL AND %s IS NULL THEN %s END"
                    .formatted(
                        text.apply(column),
                        value(column, text.apply(column)),
                        literal(column.name())))
        .collect(Collectors.joining(", ", "concat_ws(', ', NULL::VARCHAR, ", ", NULL)"))
        .replace(", , NULL)", ", NULL)");
  }

  private static String value(FileColumn column, String text) {
    if (column.isText()) {
      return text;
    }
    return column.isBytes()
        ? "TRY(from_base64(" + text + "))"
        : "TRY_CAST(" + text + " AS " + column.duckdbType() + ")";
  }

  private static FileColumn text(String name) {
    return new FileColumn(name, LogicalTypeRoot.VARCHAR, 0, 0);
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String list(List<EventFile> files) {
    return files.stream()
        .map(file -> literal(file.path()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
