package io.tideline.tests.integration.kills;

import io.tideline.tests.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody who changes the shop without end, whatever happens to the database: statements of one or
 * many rows, transactions over several tables, rollbacks, and keys that change.
 *
 * <p>Nobody keeps a list of what was changed: a statement that was cut off may have been committed
 * or not. The log says it.
 */
final class ShopLoad implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShopLoad.class);
  private static final int PAUSE_MILLIS = 5;
  private static final int AWAY_MILLIS = 100;

  private final TestDatabase database;
  private final String schema;
  private final int keys;
  private final boolean truncates;
  private final Random random;
  private final CompletableFuture<Void> end;
  private volatile boolean stopped;

  /**
   * @param keys of each table; all statements are about these
   * @param truncates whether a table is emptied now and then
   */
  ShopLoad(TestDatabase database, String schema, int keys, boolean truncates, long seed) {
    this.database = database;
    this.schema = schema;
    this.keys = keys;
    this.truncates = truncates;
    this.random = new Random(seed);
    this.end = CompletableFuture.runAsync(this::run);
  }

  private void run() {
    while (!stopped) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("USE " + schema);
        while (!stopped) {
          transaction(statement);
        }
      } catch (SQLException e) {
        LOG.info("the database went away: {}", e.getMessage());
        pause(AWAY_MILLIS);
      }
    }
  }

  /** What it has begun is finished, with a good end or not. */
  @Override
  public void close() {
    stopped = true;
    end.join();
  }

  private void transaction(Statement statement) throws SQLException {
    switch (random.nextInt(8)) {
      case 0:
        statement.execute("START TRANSACTION");
        several(statement);
        statement.execute("ROLLBACK");
        break;
      case 1:
        statement.execute("START TRANSACTION");
        several(statement);
        statement.execute("SAVEPOINT half");
        several(statement);
        statement.execute("ROLLBACK TO half");
        several(statement);
        statement.execute("COMMIT");
        break;
      case 2:
      case 3:
        statement.execute("START TRANSACTION");
        several(statement);
        statement.execute("COMMIT");
        break;
      default:
        execute(statement, change());
    }
    if (truncates && random.nextInt(300) == 0) {
      execute(statement, "TRUNCATE TABLE drafts");
    }
  }

  private void several(Statement statement) throws SQLException {
    for (int i = random.nextInt(6); i >= 0; i--) {
      execute(statement, change());
    }
  }

  private static void execute(Statement statement, String sql) throws SQLException {
    statement.execute(sql);
    pause(PAUSE_MILLIS);
  }

  private String change() {
    switch (random.nextInt(12)) {
      case 0:
        return "INSERT IGNORE INTO orders VALUES " + rows(this::order);
      case 1:
        return "INSERT INTO orders VALUES "
            + rows(this::order)
            + " ON DUPLICATE KEY UPDATE amount = amount + 1, note = VALUES(note)";
      case 2:
        return "UPDATE orders SET amount = " + amount() + " WHERE " + someOf("id", 12);
      case 3:
        return "UPDATE IGNORE orders SET id = " + key() + " WHERE id = " + key();
      case 4:
        return "DELETE FROM orders WHERE " + someOf("id", 5);
      case 5:
        return "REPLACE INTO items VALUES " + rows(this::item);
      case 6:
        return "UPDATE items SET quantity = quantity + 1 WHERE " + someOf("order_id", 8);
      case 7:
        return "UPDATE IGNORE items SET line = 5 - line WHERE " + someOf("order_id", 2);
      case 8:
        return "DELETE FROM items WHERE " + someOf("order_id", 5);
      case 9:
        return "INSERT IGNORE INTO drafts VALUES " + rows(this::draft);
      case 10:
        return "UPDATE IGNORE drafts SET code = '" + code() + "' WHERE code = '" + code() + "'";
      default:
        return "UPDATE drafts SET body = " + text() + " ORDER BY code LIMIT " + random.nextInt(8);
    }
  }

  private interface Row {
    String values();
  }

  private String rows(Row row) {
    StringBuilder rows = new StringBuilder(row.values());
    for (int i = random.nextInt(6); i > 0; i--) {
      rows.append(", ").append(row.values());
    }
    return rows.toString();
  }

  private String order() {
    return String.format(
        "(%d, %s, %s, x'%08x', NOW(6))", key(), amount(), text(), random.nextInt());
  }

  private String item() {
    return String.format(
        "(%d, %d, %d, %s)", key(), 1 + random.nextInt(4), random.nextInt(100), text());
  }

  private String draft() {
    return String.format("('%s', %s)", code(), text());
  }

  private int key() {
    return 1 + random.nextInt(keys);
  }

  private String code() {
    return String.format("%08d", key());
  }

  private String someOf(String column, int count) {
    int first = key();
    return column + " BETWEEN " + first + " AND " + (first + random.nextInt(count));
  }

  private String amount() {
    return random.nextInt(100_000_000) + "." + random.nextInt(10_000);
  }

  private String text() {
    return random.nextInt(8) == 0 ? "NULL" : "'" + "海 and sea ".repeat(random.nextInt(15)) + "'";
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
