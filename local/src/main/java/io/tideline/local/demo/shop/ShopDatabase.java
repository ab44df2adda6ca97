package io.tideline.local.demo.shop;

import io.tideline.local.demo.verification.CheckedTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The shop in the database, and beside it, in the database {@code demo} that nobody captures, how
 * many row events each of its tables has had. The count is written in the transaction of the
 * changes, so it is exact whatever was killed when.
 *
 * <p>Uses its connection alone; not for several threads.
 */
public final class ShopDatabase implements AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /**
   * @param connection as administrator, with {@code useAffectedRows}; closed with this object
   */
  public ShopDatabase(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET time_zone = '+00:00'");
    }
    connection.setAutoCommit(false);
    // Another connection's counts are seen as soon as they are committed.
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
  }

  /** Makes the shop with its first rows, unless it is there already. */
  public void create(long seed) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : ShopSchema.STATEMENTS) {
        statement.execute(sql);
      }
      statement.execute("CREATE DATABASE IF NOT EXISTS demo");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS demo.applied ("
              + "table_name VARCHAR(64) PRIMARY KEY, events BIGINT NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS demo.progress (one TINYINT PRIMARY KEY,"
              + " seed BIGINT NOT NULL, initial_events BIGINT NOT NULL,"
              + " changing BOOLEAN NOT NULL, next_transaction BIGINT NOT NULL)");
    }
    if (number("SELECT count(*) FROM demo.progress") == 0) {
      insertInitialRows(seed);
    }
    connection.commit();
  }

  /** The seed that the shop was made with. */
  public long seed() throws SQLException {
    return number("SELECT seed FROM demo.progress");
  }

  /** Rows that were there before the first change; the snapshot reads them. */
  public long initialEvents() throws SQLException {
    return number("SELECT initial_events FROM demo.progress");
  }

  /** Row events of all tables, the initial rows included. */
  public long events() throws SQLException {
    return number("SELECT coalesce(sum(events), 0) FROM demo.applied");
  }

  /** Row events of a table, its initial rows included. */
  public long events(CheckedTable table) throws SQLException {
    return number("SELECT events FROM demo.applied WHERE table_name = '" + table + "'");
  }

  /** Whether changes may have begun; until then, the snapshot is all that is expected. */
  public boolean isChanging() throws SQLException {
    return number("SELECT changing FROM demo.progress") == 1;
  }

  public void startChanging() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("UPDATE demo.progress SET changing = TRUE");
    }
    connection.commit();
  }

  /** Whether somebody follows the row log, which capture does when its snapshot is over. */
  public boolean isLogFollowed() throws SQLException {
    return number(
            "SELECT count(*) FROM information_schema.processlist WHERE command = 'Binlog Dump'")
        > 0;
  }

  long nextTransaction() throws SQLException {
    return number("SELECT next_transaction FROM demo.progress");
  }

  /**
   * Applies a transaction and counts it.
   *
   * @return the row events it makes
   */
  long apply(long number, ShopTransaction transaction) throws SQLException {
    try {
      Map<CheckedTable, Long> events = new HashMap<>();
      for (Change change : transaction.changes()) {
        events.merge(change.table(), execute(change), Long::sum);
      }
      if (transaction.rolledBack()) {
        connection.rollback();
        events.clear();
      }
      return commit(events, number + 1);
    } catch (SQLException e) {
      connection.rollback();
      throw new SQLException("transaction " + number + " of the shop failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private long commit(Map<CheckedTable, Long> events, long nextTransaction) throws SQLException {
    long sum = 0;
    for (Map.Entry<CheckedTable, Long> table : events.entrySet()) {
      count(table.getKey(), table.getValue());
      sum += table.getValue();
    }
    PreparedStatement progress = prepare("UPDATE demo.progress SET next_transaction = ?");
    progress.setLong(1, nextTransaction);
    progress.executeUpdate();
    connection.commit();
    return sum;
  }

  private void insertInitialRows(long seed) throws SQLException {
    long sum = 0;
    for (Change change : new ShopTransactions(seed).initialRows()) {
      long rows = execute(change);
      count(change.table(), rows);
      sum += rows;
    }
    PreparedStatement progress = prepare("INSERT INTO demo.progress VALUES (1, ?, ?, FALSE, 0)");
    progress.setLong(1, seed);
    progress.setLong(2, sum);
    progress.executeUpdate();
  }

  private void count(CheckedTable table, long events) throws SQLException {
    PreparedStatement applied =
        prepare(
            "INSERT INTO demo.applied VALUES (?, ?)"
                + " ON DUPLICATE KEY UPDATE events = events + VALUES(events)");
    applied.setString(1, table.toString());
    applied.setLong(2, events);
    applied.executeUpdate();
  }

  private long execute(Change change) throws SQLException {
    PreparedStatement statement = prepare(change.sql());
    for (int i = 0; i < change.arguments().size(); i++) {
      Object argument = change.arguments().get(i);
      // The driver narrows a BigInteger to a signed long.
      statement.setObject(
          i + 1, argument instanceof BigInteger number ? new BigDecimal(number) : argument);
    }
    return (long) statement.executeUpdate() * change.eventsPerRow();
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  private long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      if (!result.next()) {
        return 0;
      }
      return result.getLong(1);
    }
  }
}
