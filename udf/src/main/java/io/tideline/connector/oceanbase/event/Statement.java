package io.tideline.connector.oceanbase.event;

import java.util.Locale;

/** What a statement that defines data does to the rows of its table. */
final class Statement {

  private static final int ENOUGH = 200;

  private Statement() {}

  /** TRUNCATE and DROP TABLE, also CREATE OR REPLACE TABLE: no row event tells of the rows. */
  static boolean emptiesTable(String sql) {
    int start = afterComments(sql);
    String[] words =
        sql.substring(start, Math.min(sql.length(), start + ENOUGH))
            .toUpperCase(Locale.ROOT)
            .split("\\s+", 5);
    switch (words[0]) {
      case "TRUNCATE":
        return true;
      case "DROP":
        return words.length > 1 && words[1].equals("TABLE");
      case "CREATE":
        return words.length > 3
            && words[1].equals("OR")
            && words[2].equals("REPLACE")
            && words[3].equals("TABLE");
      default:
        return false;
    }
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
