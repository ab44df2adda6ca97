package io.tideline.verify.column;

import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * A column as the SQL of the files declares it.
 *
 * @param digits of a DECIMAL, or of the fraction of a time; 0 for others
 * @param scale of a DECIMAL
 */
public record FileColumn(String name, LogicalTypeRoot type, int digits, int scale) {

  public static FileColumn of(String name, LogicalType type) {
    return switch (type.getTypeRoot()) {
      case DECIMAL ->
          new FileColumn(
              name,
              type.getTypeRoot(),
              LogicalTypeChecks.getPrecision(type),
              LogicalTypeChecks.getScale(type));
      case TIME_WITHOUT_TIME_ZONE, TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          new FileColumn(name, type.getTypeRoot(), LogicalTypeChecks.getPrecision(type), 0);
      default -> new FileColumn(name, type.getTypeRoot(), 0, 0);
    };
  }

  /**
   * DuckDB's name of the type.
   *
   * @throws IllegalArgumentException when files hold no such column
   */
  public String duckdbType() {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case TINYINT -> "TINYINT";
      case SMALLINT -> "SMALLINT";
      case INTEGER -> "INTEGER";
      case BIGINT -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case DECIMAL -> "DECIMAL(" + digits + "," + scale + ")";
      case CHAR, VARCHAR -> "VARCHAR";
      case BINARY, VARBINARY -> "BLOB";
      case DATE -> "DATE";
      case TIME_WITHOUT_TIME_ZONE -> "TIME";
      case TIMESTAMP_WITHOUT_TIME_ZONE -> "TIMESTAMP";
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP WITH TIME ZONE";
      default ->
          throw new IllegalArgumentException(
              "column '" + name + "': no file holds the type " + type);
    };
  }

  public boolean isText() {
    return type == LogicalTypeRoot.CHAR || type == LogicalTypeRoot.VARCHAR;
  }

  public boolean isBytes() {
    return type == LogicalTypeRoot.BINARY || type == LogicalTypeRoot.VARBINARY;
  }

  public boolean isWhole() {
    return switch (type) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> true;
      case DECIMAL -> scale == 0;
      default -> false;
    };
  }

  /** DuckDB's expression of the value as a change event's JSON spells it; bytes as base64. */
  public String eventText() {
    String column = quoted(name);
    return switch (type) {
      case CHAR, VARCHAR -> column;
      case BINARY, VARBINARY -> "to_base64(" + column + ")";
      case BOOLEAN -> "CAST(CAST(" + column + " AS INTEGER) AS VARCHAR)";
      case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp(column);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(column) + " || 'Z'";
      default -> "CAST(" + column + " AS VARCHAR)";
    };
  }

  /** Whether that text stands in JSON without quotes. */
  public boolean isNumber() {
    return switch (type) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
      default -> false;
    };
  }

  private static String timestamp(String column) {
    return "strftime(" + column + ", '%Y-%m-%d %H:%M:%S.%f')";
  }

  /** An identifier of DuckDB. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
