package io.tideline.tests.endtoend;

import io.tideline.local.database.LocalDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes shop.orders without pause on a thread of its own, and writes down what it has committed:
 * for each key, what happened to it, in order. The column {@code note} holds a number that no other
 * change has.
 */
final class OrderJournal implements AutoCloseable {

  private static final int KEYS = 150;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final Connection connection;
  private final Random random;
  private final Map<Long, List<String>> committed = new HashMap<>();

  /** The row of each key that has one: its note. */
  private final Map<Long, Long> rows = new HashMap<>();

  private final Thread thread = new Thread(this::run, "changes of orders");
  private long number;
  private long newKey = 1_000_000;
  private volatile boolean stopping;
  private volatile SQLException failure;

  OrderJournal(LocalDatabase database, Random random) throws SQLException {
    this.connection = database.connect();
    this.random = random;
  }

  void start() {
    thread.start();
  }

  /** Ends, and then changes a number of keys once more, to be waited for. */
  List<String> stop() throws Exception {
    stopping = true;
    thread.join();
    if (failure != null) {
      throw failure;
    }
    List<String> last = new ArrayList<>();
    for (long key = 2_000_000; key < 2_000_050; key++) {
      last.add(insert(key));
    }
    return last;
  }

  /** By key: {@code INSERT 17}, {@code UPDATE 18}, {@code DELETE 18}, and so on. */
  Map<Long, List<String>> committed() {
    return committed;
  }

  private void run() {
    try {
      while (!stopping) {
        change();
        LockSupport.parkNanos(PAUSE);
      }
    } catch (SQLException e) {
      failure = e;
    }
  }

  private void change() throws SQLException {
    List<Long> moved = rows.keySet().stream().filter(key -> key >= 1_000_000).toList();
    long key = moved.size() > 50 ? moved.get(random.nextInt(moved.size())) : random.nextInt(KEYS);
    if (!rows.containsKey(key)) {
      insert(key);
    } else if (random.nextInt(10) < 7) {
      update(key);
    } else if (random.nextInt(10) < 8) {
      delete(key);
    } else {
      changeKey(key);
    }
  }

  private String insert(long key) throws SQLException {
    execute(
        "INSERT INTO shop.orders (id, customer_id, status, amount, paid, note, placed_at) VALUES"
            + " (?, 1, 'new', 1, 0, ?, '2026-11-23 15:00:00.123')",
        key,
        ++number);
    rows.put(key, number);
    return commit(key, "INSERT " + number);
  }

  private void update(long key) throws SQLException {
    execute("UPDATE shop.orders SET note = ?, amount = amount + 1 WHERE id = ?", ++number, key);
    rows.put(key, number);
    commit(key, "UPDATE " + number);
  }

  private void delete(long key) throws SQLException {
    execute("DELETE FROM shop.orders WHERE id = ?", key);
    commit(key, "DELETE " + rows.remove(key));
  }

  private void changeKey(long key) throws SQLException {
    execute("UPDATE shop.orders SET id = ?, note = ? WHERE id = ?", ++newKey, ++number, key);
    commit(key, "DELETE " + rows.remove(key));
    rows.put(newKey, number);
    commit(newKey, "INSERT " + number);
  }

  private String commit(long key, String what) {
    committed.computeIfAbsent(key, k -> new ArrayList<>()).add(what);
    return key + " " + what;
  }

  private void execute(String sql, long... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setLong(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws Exception {
    stopping = true;
    thread.join();
    connection.close();
  }
}
