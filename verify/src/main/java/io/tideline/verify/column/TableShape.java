package io.tideline.verify.column;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What of a table is compared.
 *
 * @param key the columns of its primary key, in the key's order
 * @param columns all that are compared, the key's among them
 * @param all the columns in the database, for corrective events
 */
public record TableShape(
    String database,
    String table,
    List<ComparedColumn> key,
    List<ComparedColumn> columns,
    List<DatabaseColumn> all) {

  public TableShape {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
    all = List.copyOf(all);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a table without a key has no rows to tell apart");
    }
  }

  public List<ComparedColumn> floating() {
    return columns.stream().filter(ComparedColumn::isFloating).toList();
  }

  /** The columns whose text both sides can make alike. */
  public List<ComparedColumn> exact() {
    return columns.stream().filter(column -> !column.isFloating()).toList();
  }

  /**
   * Whether ranges of the key's first column hold the same rows on both sides: only numbers have
   * the same order in a database and elsewhere.
   */
  public boolean hasRanges() {
    ComparedColumn first = key.get(0);
    return first.database().isWhole() && first.file().isWhole();
  }

  /** The table as the database names it. */
  public String identifier() {
    return DatabaseColumn.identifier(database) + "." + DatabaseColumn.identifier(table);
  }

  /** The database's digest of a row: 32 hexadecimal digits over all exact columns. */
  public String digestInDatabase() {
    return exact().stream()
        .map(column -> "IFNULL(" + column.inDatabase() + ", '~')")
        .collect(Collectors.joining(", ", "MD5(CONCAT_WS(',', ", "))"));
  }

  /** DuckDB's; that of a row with a value that its file cannot mean is no row's digest. */
  public String digestInFiles() {
    return exact().stream()
        .map(column -> "coalesce(" + column.inFiles() + ", '~')")
        .collect(
            Collectors.joining(
                ", ", "CASE WHEN _bad = '' THEN md5(concat_ws(',', ", ")) ELSE 'unreadable' END"));
  }

  /** The key's columns as text, in DuckDB; a value that its file cannot mean is {@code ~}. */
  public List<String> keyTextsInFiles() {
    return key.stream().map(column -> "coalesce(" + column.textInFiles() + ", '~')").toList();
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
