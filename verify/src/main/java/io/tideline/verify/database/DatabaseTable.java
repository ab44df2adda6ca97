package io.tideline.verify.database;

import io.tideline.verify.column.ComparedColumn;
import io.tideline.verify.column.DatabaseColumn;
import io.tideline.verify.column.TableShape;
import io.tideline.verify.range.KeyRange;
import io.tideline.verify.range.RangeSum;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one table, never faster than the throttle allows. */
public final class DatabaseTable {

  /** Gets rows one at a time; they are not kept. */
  public interface RowSink {
    void accept(DatabaseRow row) throws SQLException;
  }

  /** Keys that one query asks for. */
  public static final int KEYS_AT_ONCE = 200;

  private final Connection connection;
  private final TableShape shape;
  private final Throttle throttle;
  private final KeyCondition key;

  public DatabaseTable(Connection connection, TableShape shape, Throttle throttle) {
    this.connection = connection;
    this.shape = shape;
    this.throttle = throttle;
    this.key = new KeyCondition(shape.key());
  }

  /** The key's first column of the row that comes so many rows after those before {@code from}. */
  public Optional<BigInteger> boundary(BigInteger from, long rows)
      throws SQLException, InterruptedException {
    String query =
        "SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT 1 OFFSET %d"
            .formatted(
                first().text(),
                shape.identifier(),
                key.in(new KeyRange(from, null)),
                first().identifier(),
                rows);
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet found = statement.executeQuery()) {
      return found.next() ? Optional.of(new BigInteger(found.getString(1))) : Optional.empty();
    }
  }

  /** Counts and sums a range inside the database; only for a table without floating columns. */
  public RangeSum sum(KeyRange range) throws SQLException, InterruptedException {
    String half = "BIT_XOR(CAST(CONV(SUBSTRING(h, %d, 16), 16, 10) AS UNSIGNED))";
    String query =
        "SELECT COUNT(*), MIN(k), MAX(k), %s, %s FROM (SELECT %s AS k, %s AS h FROM %s WHERE %s) AS r"
            .formatted(
                half.formatted(1),
                half.formatted(17),
                first().identifier() + " + 0",
                shape.digestInDatabase(),
                shape.identifier(),
                key.in(range));
    RangeSum sum;
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      row.next();
      sum =
          new RangeSum(
              row.getLong(1),
              number(row.getString(2)),
              number(row.getString(3)),
              number(row.getString(4)),
              number(row.getString(5)));
    }
    throttle.read(sum.rows());
    return sum;
  }

  /** The rows of a range. */
  public long rows(KeyRange range, RowSink sink) throws SQLException, InterruptedException {
    return read(" WHERE " + key.in(range), List.of(), sink);
  }

  /**
   * The next rows in the order of the whole key.
   *
   * @param after the text of a key; empty to begin with the first
   */
  public long page(List<String> after, long rows, RowSink sink)
      throws SQLException, InterruptedException {
    String order =
        shape.key().stream()
            .map(column -> column.database().identifier())
            .collect(Collectors.joining(", "));
    String where = after.isEmpty() ? "" : " WHERE " + key.greater();
    List<Object> values = after.isEmpty() ? List.of() : key.valuesOfGreater(after);
    return read(where + " ORDER BY " + order + " LIMIT " + rows, values, sink);
  }

  /** Those of the keys that are there. */
  public void rows(List<List<String>> keys, RowSink sink)
      throws SQLException, InterruptedException {
    read(" WHERE " + key.isOneOf(keys.size()), key.values(keys), sink);
  }

  /**
   * Columns of those of the keys that are there.
   *
   * @param expressions what is selected, after the key's columns as text
   */
  public List<List<String>> texts(List<List<String>> keys, List<String> expressions)
      throws SQLException, InterruptedException {
    String select =
        Stream.concat(keyTexts(), expressions.stream()).collect(Collectors.joining(", "));
    String query =
        "SELECT " + select + " FROM " + shape.identifier() + " WHERE " + key.isOneOf(keys.size());
    List<List<String>> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      bind(statement, key.values(keys));
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= shape.key().size() + expressions.size(); i++) {
            row.add(found.getString(i));
          }
          rows.add(row);
        }
      }
    }
    throttle.read(rows.size());
    return rows;
  }

  private long read(String rest, List<Object> values, RowSink sink)
      throws SQLException, InterruptedException {
    List<ComparedColumn> floating = shape.floating();
    String select =
        Stream.concat(
                Stream.concat(keyTexts(), Stream.of(shape.digestInDatabase())),
                floating.stream().map(ComparedColumn::inDatabase))
            .collect(Collectors.joining(", "));
    long count = 0;
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT " + select + " FROM " + shape.identifier() + rest)) {
      statement.setFetchSize(Integer.MIN_VALUE);
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sink.accept(row(rows, floating.size()));
          count++;
        }
      }
    }
    throttle.read(count);
    return count;
  }

  private DatabaseRow row(ResultSet rows, int floats) throws SQLException {
    int keys = shape.key().size();
    List<String> key = new ArrayList<>(keys);
    for (int i = 1; i <= keys; i++) {
      key.add(rows.getString(i));
    }
    List<Double> floating = new ArrayList<>(floats);
    for (int i = 0; i < floats; i++) {
      double value = rows.getDouble(keys + 2 + i);
      floating.add(rows.wasNull() ? null : value);
    }
    return new DatabaseRow(key, rows.getString(keys + 1), floating);
  }

  private Stream<String> keyTexts() {
    return shape.key().stream().map(column -> column.database().text());
  }

  private DatabaseColumn first() {
    return shape.key().get(0).database();
  }

  private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }

  private static BigInteger number(String text) {
    return text == null ? null : new BigInteger(text);
  }
}
