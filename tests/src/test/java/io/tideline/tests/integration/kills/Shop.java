package io.tideline.tests.integration.kills;

import io.tideline.tests.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of the shop, and how the database itself writes their rows as events have them. */
final class Shop {

  static final List<String> TABLES = List.of("orders", "items", "drafts");

  private static final Map<String, String> KEY_AS_JSON =
      Map.of(
          "orders", json("id", "id"),
          "items", json("order_id", "order_id", "line", "line"),
          "drafts", json("code", text("code")));

  private static final Map<String, String> ROW_AS_JSON =
      Map.of(
          "orders",
          json(
              "id",
              "id",
              "amount",
              "amount",
              "note",
              text("note"),
              "mark",
              text("TO_BASE64(mark)"),
              "changed",
              text("changed")),
          "items",
          json(
              "order_id", "order_id", "line", "line", "quantity", "quantity", "note", text("note")),
          "drafts",
          json("code", text("code"), "body", text("body")));

  private Shop() {}

  static void create(TestDatabase database) throws SQLException {
    database.execute(
        "CREATE TABLE orders (id INT PRIMARY KEY, amount DECIMAL(20,4), note VARCHAR(200), mark"
            + " VARBINARY(20), changed DATETIME(6))");
    database.execute(
        "CREATE TABLE items (order_id INT, line INT, quantity INT, note TEXT, PRIMARY KEY"
            + " (order_id, line))");
    database.execute("CREATE TABLE drafts (code VARCHAR(20) PRIMARY KEY, body TEXT)");
  }

  /** A row in each table for each of the keys from 1 on. */
  static void fill(TestDatabase database, int keys) throws SQLException {
    String from = " FROM seq_1_to_" + keys;
    database.execute(
        "INSERT INTO orders SELECT seq, seq / 7, CONCAT('order ', seq), x'00ff', NOW(6)" + from);
    database.execute("INSERT INTO items SELECT seq, 1 + seq % 4, 1, 'an item'" + from);
    database.execute("INSERT INTO drafts SELECT LPAD(seq, 8, '0'), 'a draft'" + from);
    // Upstream makes chunks by the database's estimate of a table's size.
    database.execute("ANALYZE TABLE orders, items, drafts");
  }

  /** By key, both as JSON. */
  static Map<String, String> rows(TestDatabase database, String schema, String table)
      throws SQLException {
    Map<String, String> rows = new HashMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                String.format(
                    "SELECT %s, %s FROM %s.%s",
                    KEY_AS_JSON.get(table), ROW_AS_JSON.get(table), schema, table))) {
      while (result.next()) {
        rows.put(result.getString(1), result.getString(2));
      }
    }
    return rows;
  }

  /** An expression for an object of names and expressions in turns. */
  private static String json(String... members) {
    StringBuilder sql = new StringBuilder("CONCAT('{'");
    for (int i = 0; i < members.length; i += 2) {
      sql.append(String.format(", '%s\"%s\":'", i == 0 ? "" : ",", members[i]));
      sql.append(String.format(", IFNULL(%s, 'null')", members[i + 1]));
    }
    return sql.append(", '}')").toString();
  }

  /** No text of the shop has anything to escape. */
  private static String text(String value) {
    return "CONCAT('\"', " + value + ", '\"')";
  }
}
