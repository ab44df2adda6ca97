package io.tideline.tests.testkit;

import io.tideline.event.Op;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A table of a real database together with what its changes ought to be: each statement is run, and
 * the events that capture owes for it are written down.
 */
public final class ShopTable {

  /** A value as SQL writes it and as an event has it. */
  public record Value(String sql, String json) {}

  /** An event that capture owes. */
  public record Expected(Op op, String key, String before, String after) {}

  private final TestDatabase database;
  private final String name;
  private final int columns;
  private final TreeMap<Integer, List<Value>> rows = new TreeMap<>();
  private final List<Expected> expected = new ArrayList<>();

  /**
   * @param types of its columns beside the key
   */
  public ShopTable(TestDatabase database, String name, List<String> types) throws SQLException {
    this.database = database;
    this.name = name;
    this.columns = types.size();
    StringBuilder sql = new StringBuilder("CREATE TABLE " + name + " (id INT PRIMARY KEY");
    for (int i = 0; i < columns; i++) {
      sql.append(", c").append(i).append(' ').append(types.get(i));
    }
    database.execute(sql.append(')').toString());
  }

  public String name() {
    return name;
  }

  public List<Expected> expected() {
    return expected;
  }

  /** Inserts, by one statement, the rows whose keys are not there yet. */
  public void insert(List<Integer> keys, List<List<Value>> values) throws SQLException {
    List<String> tuples = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int key = keys.get(i);
      if (!rows.containsKey(key)) {
        List<Value> row = values.get(i);
        rows.put(key, row);
        StringBuilder tuple = new StringBuilder("(" + key);
        row.forEach(value -> tuple.append(", ").append(value.sql()));
        tuples.add(tuple.append(')').toString());
        expected.add(new Expected(Op.INSERT, key(key), null, image(key, row)));
      }
    }
    if (!tuples.isEmpty()) {
      database.execute("INSERT INTO " + name + " VALUES " + String.join(", ", tuples));
    }
  }

  /** Sets a column of all rows up to a key; a row that has the value already does not change. */
  public void update(int column, Value value, int upTo) throws SQLException {
    int changed = column % columns;
    for (int key : List.copyOf(rows.headMap(upTo, true).keySet())) {
      List<Value> before = rows.get(key);
      if (!before.get(changed).json().equals(value.json())) {
        List<Value> after = new ArrayList<>(before);
        after.set(changed, value);
        rows.put(key, after);
        expected.add(new Expected(Op.UPDATE, key(key), image(key, before), image(key, after)));
      }
    }
    database.execute(
        "UPDATE "
            + name
            + " SET c"
            + changed
            + " = "
            + value.sql()
            + " WHERE id <= "
            + upTo
            + " ORDER BY id");
  }

  /** Gives the row with the first key from here on another key. */
  public void changeKey(int from, int to) throws SQLException {
    Integer old = rows.ceilingKey(from);
    if (old == null || rows.containsKey(to)) {
      return;
    }
    List<Value> row = rows.remove(old);
    rows.put(to, row);
    expected.add(new Expected(Op.DELETE, key(old), image(old, row), null));
    expected.add(new Expected(Op.INSERT, key(to), null, image(to, row)));
    database.execute("UPDATE " + name + " SET id = " + to + " WHERE id = " + old);
  }

  public void delete(int from, int upTo) throws SQLException {
    for (int key : List.copyOf(rows.subMap(from, true, Math.max(from, upTo), true).keySet())) {
      expected.add(new Expected(Op.DELETE, key(key), image(key, rows.remove(key)), null));
    }
    database.execute(
        "DELETE FROM " + name + " WHERE id BETWEEN " + from + " AND " + upTo + " ORDER BY id");
  }

  /** What is run and then taken back owes no event. */
  public void rolledBack(SqlStep step) throws SQLException {
    TreeMap<Integer, List<Value>> rowsBefore = new TreeMap<>(rows);
    int owed = expected.size();
    database.execute("START TRANSACTION");
    step.run();
    database.execute("ROLLBACK");
    rows.clear();
    rows.putAll(rowsBefore);
    expected.subList(owed, expected.size()).clear();
  }

  public void committed(SqlStep step) throws SQLException {
    database.execute("START TRANSACTION");
    step.run();
    database.execute("COMMIT");
  }

  /** Some statements. */
  @FunctionalInterface
  public interface SqlStep {
    void run() throws SQLException;
  }

  private static String key(int id) {
    return "{\"id\":" + id + "}";
  }

  private static String image(int id, List<Value> row) {
    StringBuilder image = new StringBuilder("{\"id\":" + id);
    for (int i = 0; i < row.size(); i++) {
      image.append(",\"c").append(i).append("\":").append(row.get(i).json());
    }
    return image.append('}').toString();
  }
}
