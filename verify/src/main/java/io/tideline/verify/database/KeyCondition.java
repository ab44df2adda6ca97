package io.tideline.verify.database;

import io.tideline.verify.column.ComparedColumn;
import io.tideline.verify.column.DatabaseColumn;
import io.tideline.verify.range.KeyRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Conditions on a table's key in the database's SQL, such that its index answers them. */
final class KeyCondition {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern HEX = Pattern.compile("([0-9A-F]{2})*");

  private final List<DatabaseColumn> key;

  KeyCondition(List<ComparedColumn> key) {
    this.key = key.stream().map(ComparedColumn::database).toList();
  }

  /** On the first column; numbers need no binding. */
  String in(KeyRange range) {
    String first = key.get(0).identifier();
    List<String> parts = new ArrayList<>();
    if (range.from() != null) {
      parts.add(first + " >= " + range.from());
    }
    if (range.to() != null) {
      parts.add(first + " < " + range.to());
    }
    return parts.isEmpty() ? "TRUE" : String.join(" AND ", parts);
  }

  /** That a row's key comes after one, whose values {@link #valuesOfGreater} binds. */
  String greater() {
    return greater(0);
  }

  /** The first column stands alone before the alternatives, so that the index is used. */
  private String greater(int column) {
    String name = key.get(column).identifier();
    return column == key.size() - 1
        ? name + " > ?"
        : "%1$s >= ? AND (%1$s > ? OR %1$s = ? AND (%2$s))".formatted(name, greater(column + 1));
  }

  List<Object> valuesOfGreater(List<String> texts) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      int places = i == key.size() - 1 ? 1 : 3;
      values.addAll(Collections.nCopies(places, value(i, texts.get(i))));
    }
    return values;
  }

  /** That a row has one of so many keys, whose values {@link #values} binds. */
  String isOneOf(int keys) {
    String one =
        key.stream()
            .map(column -> column.identifier() + " = ?")
            .collect(Collectors.joining(" AND ", "(", ")"));
    return String.join(" OR ", Collections.nCopies(keys, one));
  }

  List<Object> values(List<List<String>> keys) {
    List<Object> values = new ArrayList<>();
    for (List<String> texts : keys) {
      for (int i = 0; i < texts.size(); i++) {
        values.add(value(i, texts.get(i)));
      }
    }
    return values;
  }

  private Object value(int column, String text) {
    // A file may hold a key that the column cannot: it is equal to no row's.
    if (key.get(column).isExactNumber()) {
      return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    } else if (key.get(column).isBytes()) {
      return HEX.matcher(text).matches() ? HexFormat.of().parseHex(text) : null;
    }
    return text;
  }
}
