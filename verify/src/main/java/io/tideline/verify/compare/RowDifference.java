package io.tideline.verify.compare;

import java.util.List;
import java.util.Map;

/**
 * A row that differs.
 *
 * @param key its key's columns and their values
 * @param kind in which way
 * @param values the columns that differ; none for a row that only one side has
 */
public record RowDifference(Map<String, String> key, Kind kind, List<Value> values) {

  /** In which way a row differs. */
  public enum Kind {
    NOT_IN_FILES("is in the database, not in the files"),
    NOT_IN_DATABASE("is in the files, not in the database"),
    VALUE("differs");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** A column's two values as text; null for NULL. */
  public record Value(String column, String inDatabase, String inFiles) {}

  public RowDifference {
    values = List.copyOf(values);
  }
}
