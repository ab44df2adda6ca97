package io.tideline.local.demo.verification;

/**
 * How a column is declared in the files and how both sides of a comparison read it. Each side's
 * expression yields the same form: a number, or text; so that values compare exactly.
 */
public enum ColumnType {
  INTEGER("BIGINT", "%s", "%s"),
  /** Also the place of a BIT(n) that fits an INT. */
  BITS("INTEGER", "%s", "%s + 0"),
  YEAR("INTEGER", "%s", "%s + 0"),
  UNSIGNED_BIGINT("DECIMAL(20,0)", "%s", "%s"),
  DECIMAL_5_4("DECIMAL(5,4)", "%s", "%s"),
  DECIMAL_12_2("DECIMAL(12,2)", "%s", "%s"),
  DECIMAL_18_4("DECIMAL(18,4)", "%s", "%s"),
  /** The database rounds a FLOAT that it shows, but not when it widens it. */
  FLOAT("FLOAT", "CAST(%s AS DOUBLE)", "CAST(%s AS DOUBLE)"),
  DOUBLE("DOUBLE", "%s", "%s"),
  BOOLEAN("BOOLEAN", "CAST(%s AS INTEGER)", "%s + 0"),
  TEXT("VARCHAR", "%s", "%s"),
  BYTES("BLOB", "hex(%s)", "HEX(%s)"),
  DATE("DATE", "CAST(%s AS VARCHAR)", "CAST(%s AS CHAR)"),
  /** As microseconds of the day. */
  TIME(
      "TIME",
      "date_diff('microsecond', TIME '00:00:00', %s)",
      "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', TIMESTAMP('1970-01-01', %s))"),
  /** As microseconds since 1970 of a clock without a zone. */
  DATETIME("TIMESTAMP", "epoch_us(%s)", "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', %s)"),
  /** As microseconds since 1970 in UTC. */
  TIMESTAMP(
      "TIMESTAMP WITH TIME ZONE", "epoch_us(%s)", "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', %s)");

  private final String inFiles;
  private final String fromFiles;
  private final String fromDatabase;

  ColumnType(String inFiles, String fromFiles, String fromDatabase) {
    this.inFiles = inFiles;
    this.fromFiles = fromFiles;
    this.fromDatabase = fromDatabase;
  }

  /** DuckDB's name of the type that the column has in a file. */
  String inFiles() {
    return inFiles;
  }

  /** DuckDB's expression of the value to compare. */
  String fromFiles(String column) {
    return String.format(fromFiles, quoted(column));
  }

  /** The database's expression of the value to compare, in a session whose time zone is UTC. */
  String fromDatabase(String column) {
    return String.format(fromDatabase, "`" + column + "`");
  }

  boolean isInteger() {
    return this == INTEGER || this == BITS || this == YEAR;
  }

  /** Whether a reader of JSON that takes fractions for binary floating point would round it. */
  boolean isFraction() {
    return this == DECIMAL_5_4 || this == DECIMAL_12_2 || this == DECIMAL_18_4;
  }

  static String quoted(String column) {
    return '"' + column + '"';
  }
}
