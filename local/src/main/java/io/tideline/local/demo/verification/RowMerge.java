package io.tideline.local.demo.verification;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Walks two results in the order of their key side by side and notes where they differ. */
final class RowMerge {

  private static final int SHOWN = 10;

  private final CheckedTable table;
  private final List<Difference> differences = new ArrayList<>();
  private long inDatabase;
  private long inFiles;
  private long differing;

  RowMerge(CheckedTable table) {
    this.table = table;
  }

  void compare(ResultSet database, ResultSet files) throws SQLException {
    Object[] expected = next(database);
    Object[] actual = next(files);
    while (expected != null || actual != null) {
      int order = expected == null ? 1 : actual == null ? -1 : compareKeys(expected, actual);
      if (order < 0) {
        note(Difference.notInFiles(key(expected)));
      } else if (order > 0) {
        note(Difference.notInDatabase(key(actual)));
      } else {
        compareValues(expected, actual);
      }
      if (order <= 0) {
        inDatabase++;
        expected = next(database);
      }
      if (order >= 0) {
        inFiles++;
        actual = next(files);
      }
    }
  }

  long rowsInDatabase() {
    return inDatabase;
  }

  long rowsInFiles() {
    return inFiles;
  }

  long differingRows() {
    return differing;
  }

  List<Difference> firstDifferences() {
    return differences;
  }

  private void compareValues(Object[] expected, Object[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (!same(expected[i], actual[i])) {
        note(
            Difference.value(key(expected), table.columns().get(i).name(), expected[i], actual[i]));
        return;
      }
    }
  }

  private void note(Difference difference) {
    differing++;
    if (differences.size() < SHOWN) {
      differences.add(difference);
    }
  }

  private int compareKeys(Object[] left, Object[] right) {
    for (int i = 0; i < table.key(); i++) {
      int order =
          left[i] instanceof BigDecimal number
              ? number.compareTo((BigDecimal) right[i])
              : Arrays.compareUnsigned(bytes(left[i]), bytes(right[i]));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static byte[] bytes(Object text) {
    return ((String) text).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean same(Object left, Object right) {
    if (left instanceof BigDecimal number && right instanceof BigDecimal other) {
      return number.compareTo(other) == 0;
    }
    return left == null ? right == null : left.equals(right);
  }

  private String key(Object[] row) {
    StringBuilder key = new StringBuilder(table.name()).append(' ');
    for (int i = 0; i < table.key(); i++) {
      key.append(i == 0 ? "" : ", ")
          .append(table.columns().get(i).name())
          .append('=')
          .append(row[i]);
    }
    return key.toString();
  }

  private Object[] next(ResultSet rows) throws SQLException {
    if (!rows.next()) {
      return null;
    }
    Object[] row = new Object[table.columns().size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = value(rows, i);
    }
    return row;
  }

  private Object value(ResultSet rows, int i) throws SQLException {
    return switch (table.columns().get(i).type()) {
      case TEXT, BYTES, DATE -> rows.getString(i + 1);
      case FLOAT, DOUBLE -> {
        double number = rows.getDouble(i + 1);
        yield rows.wasNull() ? null : (Object) number;
      }
      default -> {
        String number = rows.getString(i + 1);
        yield number == null ? null : new BigDecimal(number);
      }
    };
  }
}
