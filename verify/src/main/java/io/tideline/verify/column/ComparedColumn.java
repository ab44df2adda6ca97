package io.tideline.verify.column;

import static io.tideline.verify.column.FileColumn.quoted;

import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * A column that both sides have, and the expression by which each side makes the same text of the
 * same value. Text and bytes are compared by their MD5, which both sides make themselves; times by
 * their microseconds. Of a floating number no two systems write the same text, so its value itself
 * crosses over and is compared as a DOUBLE, which holds every FLOAT exactly.
 */
public final class ComparedColumn {

  private final DatabaseColumn database;
  private final FileColumn file;
  private final String inDatabase;
  private final String inFiles;

  private ComparedColumn(
      DatabaseColumn database, FileColumn file, String inDatabase, String inFiles) {
    this.database = database;
    this.file = file;
    this.inDatabase = inDatabase;
    this.inFiles = inFiles;
  }

  /**
   * @throws IllegalArgumentException saying why the two cannot be compared
   */
  public static ComparedColumn of(DatabaseColumn database, FileColumn file) {
    String column = quoted(file.name());
    if (file.isText()) {
      return ofText(database, file);
    }
    switch (file.type()) {
      case BINARY, VARBINARY -> {
        require(database.isBytes(), database, file);
        return new ComparedColumn(
            database, file, "MD5(" + database.identifier() + ")", "md5(" + column + ")");
      }
      case FLOAT, DOUBLE -> {
        require(database.isFloating() || database.isExactNumber(), database, file);
        return new ComparedColumn(
            database, file, database.identifier() + " + 0e0", "CAST(" + column + " AS DOUBLE)");
      }
      case BOOLEAN -> {
        require(database.isWhole(), database, file);
        return new ComparedColumn(
            database, file, database.text(), "CAST(CAST(" + column + " AS INTEGER) AS VARCHAR)");
      }
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> {
        require(database.isExactNumber(), database, file);
        return ofNumber(database, file);
      }
      default -> {
        require(database.isTime(), database, file);
        return ofTime(database, file);
      }
    }
  }

  /** A column of text holds the text of the event's JSON, whatever the column in the database. */
  private static ComparedColumn ofText(DatabaseColumn database, FileColumn file) {
    require(database.isKnown() && !database.isFloating(), database, file);
    String text =
        switch (database.json()) {
          case BASE64 -> "REPLACE(TO_BASE64(" + database.identifier() + "), '\\n', '')";
          case INSTANT -> "CONCAT(" + database.text() + ", 'Z')";
          default -> database.text();
        };
    return new ComparedColumn(
        database, file, "MD5(" + text + ")", "md5(" + quoted(file.name()) + ")");
  }

  private static ComparedColumn ofNumber(DatabaseColumn database, FileColumn file) {
    String column = quoted(file.name());
    if (file.scale() > database.scale()) {
      return new ComparedColumn(
          database,
          file,
          "CAST(CAST(" + database.identifier() + " AS DECIMAL(65," + file.scale() + ")) AS CHAR)",
          "CAST(" + column + " AS VARCHAR)");
    }
    String inFiles =
        file.scale() == database.scale()
            ? "CAST(" + column + " AS VARCHAR)"
            : "CAST(CAST(" + column + " AS DECIMAL(38," + database.scale() + ")) AS VARCHAR)";
    return new ComparedColumn(database, file, database.text(), inFiles);
  }

  private static ComparedColumn ofTime(DatabaseColumn database, FileColumn file) {
    String column = quoted(file.name());
    String identifier = database.identifier();
    String since = "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', ";
    if (file.type() == LogicalTypeRoot.DATE) {
      return new ComparedColumn(database, file, database.text(), "CAST(" + column + " AS VARCHAR)");
    }
    boolean clock = file.type() == LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE;
    require(clock == database.dataType().equals("time"), database, file);
    String inDatabase =
        clock ? since + "TIMESTAMP('1970-01-01', " + identifier + "))" : since + identifier + ")";
    String inFiles =
        clock
            ? "date_diff('microsecond', TIME '00:00:00', " + column + ")"
            : "epoch_us(" + column + ")";
    return new ComparedColumn(
        database, file, "CAST(" + inDatabase + " AS CHAR)", "CAST(" + inFiles + " AS VARCHAR)");
  }

  private static void require(boolean comparable, DatabaseColumn database, FileColumn file) {
    if (!comparable) {
      throw new IllegalArgumentException(
          database.dataType() + " in the database is not compared with " + file.type());
    }
  }

  public String name() {
    return file.name();
  }

  public DatabaseColumn database() {
    return database;
  }

  public FileColumn file() {
    return file;
  }

  /** Whether the value itself crosses over, not its text. */
  public boolean isFloating() {
    return file.type() == LogicalTypeRoot.FLOAT || file.type() == LogicalTypeRoot.DOUBLE;
  }

  /** The database's expression of what is compared. */
  public String inDatabase() {
    return inDatabase;
  }

  /** DuckDB's. */
  public String inFiles() {
    return inFiles;
  }

  /**
   * The text of the value in DuckDB as {@link DatabaseColumn#text} has it: of keys, and to show.
   */
  public String textInFiles() {
    String column = quoted(file.name());
    if (file.isBytes()) {
      return "hex(" + column + ")";
    } else if (file.isText()) {
      return column;
    } else if (database.isTime() && file.type() != LogicalTypeRoot.DATE) {
      return file.type() == LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE
          ? cut("strftime(DATE '1970-01-01' + " + column + ", '%H:%M:%S.%f')", 8)
          : cut("strftime(" + column + ", '%Y-%m-%d %H:%M:%S.%f')", 19);
    }
    return file.type() == LogicalTypeRoot.BOOLEAN || isFloating()
        ? inFiles
        : "CAST(" + column + " AS VARCHAR)";
  }

  private String cut(String text, int whole) {
    int length = database.digits() == 0 ? whole : whole + 1 + database.digits();
    return "left(" + text + ", " + length + ")";
  }
}
