package io.tideline.verify.column;

import java.util.Locale;
import java.util.Set;

/**
 * A column as the database's catalogue describes it.
 *
 * @param dataType the type's name alone, as information_schema has it
 * @param scale of a DECIMAL
 * @param digits of the fraction of a time
 */
public record DatabaseColumn(String name, String dataType, int scale, int digits) {

  /** How the value stands in the JSON of a change event. */
  public enum Json {
    NUMBER,
    STRING,
    /** The text below is hexadecimal, the JSON has base64. */
    BASE64,
    /** A string in UTC that ends in Z. */
    INSTANT
  }

  private static final Set<String> WHOLE =
      Set.of("tinyint", "smallint", "mediumint", "int", "integer", "bigint", "bit", "year");
  private static final Set<String> FLOATING = Set.of("float", "double");
  private static final Set<String> TEXT =
      Set.of(
          "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json");
  private static final Set<String> BYTES =
      Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
  private static final Set<String> TIMES = Set.of("date", "time", "datetime", "timestamp");

  public DatabaseColumn {
    dataType = dataType.toLowerCase(Locale.ROOT);
  }

  public boolean isWhole() {
    return WHOLE.contains(dataType);
  }

  public boolean isExactNumber() {
    return isWhole() || dataType.equals("decimal");
  }

  public boolean isFloating() {
    return FLOATING.contains(dataType);
  }

  public boolean isText() {
    return TEXT.contains(dataType);
  }

  public boolean isBytes() {
    return BYTES.contains(dataType);
  }

  public boolean isTime() {
    return TIMES.contains(dataType);
  }

  /** Whether its values have a form here; a GEOMETRY's have none. */
  public boolean isKnown() {
    return isExactNumber() || isFloating() || isText() || isBytes() || isTime();
  }

  public Json json() {
    if (isExactNumber() || isFloating()) {
      return Json.NUMBER;
    }
    return isBytes() ? Json.BASE64 : dataType.equals("timestamp") ? Json.INSTANT : Json.STRING;
  }

  /**
   * The database's expression of the value as text, in a session whose time zone is UTC: numbers
   * without padding, bytes in hexadecimal, a zero date as NULL like in the events.
   */
  public String text() {
    String column = identifier();
    if (isExactNumber()) {
      return "CAST(" + column + " + 0 AS CHAR)";
    } else if (isFloating()) {
      // The database rounds a FLOAT that it shows, but not when it widens it.
      return column + " + 0e0";
    } else if (dataType.equals("json")) {
      return "CAST(" + column + " AS CHAR)";
    } else if (isText()) {
      return "CONVERT(" + column + " USING utf8mb4)";
    } else if (isBytes()) {
      return "HEX(" + column + ")";
    } else if (dataType.equals("time")) {
      return "CAST(" + column + " AS CHAR)";
    }
    return "IF(CAST("
        + column
        + " AS CHAR) LIKE '0000-00-00%', NULL, CAST("
        + column
        + " AS CHAR))";
  }

  /** The name as an identifier of the database. */
  public String identifier() {
    return identifier(name);
  }

  public static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
