package io.tideline.tests.bench;

import io.tideline.tests.testkit.TestDatabase;
import java.sql.SQLException;

/**
 * A database whose log holds changes as a shop makes them: a statement is a row and so is an event,
 * ten make a transaction; of ten, five are inserts, four updates of the newest thousand rows, one
 * is a delete of the oldest. Made by a loop in the server, as no client is that fast.
 */
final class CaptureLog implements AutoCloseable {

  static final String COLUMNS =
      "id BIGINT, customer_id INT, status STRING, amount DECIMAL(12,2), quantity INT, note STRING,"
          + " weight DOUBLE, paid TINYINT, created_at TIMESTAMP(3), changed_at TIMESTAMP_LTZ(6),"
          + " PRIMARY KEY (id) NOT ENFORCED";

  private static final String TYPES =
      " (id BIGINT PRIMARY KEY, customer_id INT NOT NULL, status VARCHAR(20) NOT NULL, amount"
          + " DECIMAL(12,2) NOT NULL, quantity INT NOT NULL, note VARCHAR(100), weight DOUBLE, paid"
          + " TINYINT NOT NULL, created_at DATETIME(3) NOT NULL, changed_at TIMESTAMP(6) NOT NULL)";

  private static final String VALUES =
      " %1$s, %1$s %% 10007, 'created', %1$s / 7, %1$s %% 20, CONCAT('please ring twice, order ',"
          + " %1$s), %1$s / 3, %1$s %% 2, NOW(3), NOW(6)";

  private static final int UPDATED = 1_000;
  private static final int TRANSACTION = 10;

  private final TestDatabase database = TestDatabase.start();
  private final String schema;
  private final long changes;
  private final String file;
  private final long offset;

  CaptureLog(long changes) throws SQLException {
    this.schema = database.newSchema();
    this.changes = changes / TRANSACTION * TRANSACTION;
    createTable("orders");
    database.execute(
        "INSERT INTO orders SELECT"
            + String.format(VALUES, "seq")
            + " FROM seq_1_to_"
            + 2 * UPDATED);
    this.file = database.query("SHOW MASTER STATUS", "File");
    this.offset = Long.parseLong(database.query("SHOW MASTER STATUS", "Position"));
    // Each commit would write to the disk itself, which is not what is measured.
    database.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
    database.execute(loop());
    database.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
  }

  private String loop() {
    StringBuilder sql =
        new StringBuilder(
            "BEGIN NOT ATOMIC DECLARE newest BIGINT DEFAULT "
                + 2 * UPDATED
                + "; DECLARE turn BIGINT DEFAULT 0; DECLARE changed BIGINT; WHILE turn < "
                + changes / TRANSACTION
                + " DO START TRANSACTION; ");
    for (int i = 0; i < 5; i++) {
      sql.append("SET newest = newest + 1; INSERT INTO orders SELECT");
      sql.append(String.format(VALUES, "newest")).append("; ");
    }
    for (int i = 0; i < 4; i++) {
      sql.append("SET changed = newest - (turn * 37 + ").append(i * 251).append(") % ");
      sql.append(UPDATED).append("; ");
      sql.append("UPDATE orders SET status = 'paid', amount = amount + 1, changed_at = NOW(6)");
      sql.append(" WHERE id = changed; ");
    }
    sql.append("DELETE FROM orders WHERE id = turn + 1; COMMIT; SET turn = turn + 1;");
    return sql.append(" END WHILE; END").toString();
  }

  /** Makes a table that only a snapshot sees; its rows are not in the log. */
  void fillTableOf(long rows) throws SQLException {
    database.execute("SET sql_log_bin = 0");
    createTable("stock");
    database.execute(
        "INSERT INTO stock SELECT" + String.format(VALUES, "seq") + " FROM seq_1_to_" + rows);
    database.execute("SET sql_log_bin = 1");
    database.execute("ANALYZE TABLE stock");
  }

  void createTable(String name) throws SQLException {
    database.execute("CREATE TABLE " + name + TYPES);
  }

  TestDatabase database() {
    return database;
  }

  String schema() {
    return schema;
  }

  /** How many changes the log has from its {@link #file} and {@link #offset} on. */
  long changes() {
    return changes;
  }

  String file() {
    return file;
  }

  long offset() {
    return offset;
  }

  @Override
  public void close() throws Exception {
    database.stop();
  }
}
