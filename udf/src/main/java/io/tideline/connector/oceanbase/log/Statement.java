package io.tideline.connector.oceanbase.log;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a statement that defines data does to the rows of its table. */
public final class Statement {

  private static final int ENOUGH = 200;
  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|(--\\s|#)[^\n]*", Pattern.DOTALL);
  private static final Pattern MOVES_ROWS =
      Pattern.compile("\\b(RENAME|PARTITION)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern DROP_DATABASE =
      Pattern.compile(
          "DROP\\s+(?:DATABASE|SCHEMA)\\s+(?:IF\\s+EXISTS\\s+)?"
              + "(`(?:[^`]|``)+`|\"[^\"]+\"|[^\\s;`\"]+)",
          Pattern.CASE_INSENSITIVE);

  private Statement() {}

  /**
   * TRUNCATE, DROP TABLE and DROP DATABASE, also CREATE OR REPLACE TABLE: no row event tells of the
   * rows.
   */
  public static boolean emptiesTable(String sql) {
    String[] words = words(sql);
    switch (words[0]) {
      case "TRUNCATE":
        return true;
      case "DROP":
        return removesTable(words) || removesDatabase(words);
      case "CREATE":
        return words.length > 3
            && words[1].equals("OR")
            && words[2].equals("REPLACE")
            && words[3].equals("TABLE");
      default:
        return false;
    }
  }

  /**
   * Whether rows of a table may be others after it, and no row event tells: besides {@link
   * #emptiesTable} a RENAME, and an ALTER that renames or works on partitions.
   */
  public static boolean replacesRows(String sql) {
    String[] words = words(sql);
    return words[0].equals("RENAME")
        || (words[0].equals("ALTER") && MOVES_ROWS.matcher(sql).find())
        || emptiesTable(sql);
  }

  /** Whether a table is gone after it. */
  public static boolean dropsTable(String sql) {
    String[] words = words(sql);
    return removesTable(words) || removesDatabase(words);
  }

  /** DROP DATABASE, also by its other name. */
  public static boolean dropsDatabase(String sql) {
    return removesDatabase(words(sql));
  }

  /**
   * The database that DROP DATABASE names.
   *
   * @throws IllegalArgumentException when it names none
   */
  public static String droppedDatabase(String sql) {
    Matcher drop = DROP_DATABASE.matcher(COMMENT.matcher(sql).replaceAll(" "));
    if (!drop.find()) {
      throw new IllegalArgumentException("no database is named in '" + sql + "'");
    }
    String name = drop.group(1);
    return name.startsWith("`") || name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("``", "`")
        : name;
  }

  private static boolean removesTable(String[] words) {
    return words[0].equals("DROP") && words.length > 1 && words[1].equals("TABLE");
  }

  private static boolean removesDatabase(String[] words) {
    return words[0].equals("DROP")
        && words.length > 1
        && (words[1].equals("DATABASE") || words[1].equals("SCHEMA"));
  }

  /** The first of them, in capital letters. */
  private static String[] words(String sql) {
    int start = afterComments(sql);
    return sql.substring(start, Math.min(sql.length(), start + ENOUGH))
        .toUpperCase(Locale.ROOT)
        .split("\\s+", 5);
  }

  /** Where the first word begins: clients put comments before it. */
  private static int afterComments(String sql) {
    int at = 0;
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("/*", at) && sql.indexOf("*/", at) > 0) {
        at = sql.indexOf("*/", at) + 2;
      } else if (sql.startsWith("--", at) || sql.charAt(at) == '#') {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else {
        break;
      }
    }
    return at;
  }
}
