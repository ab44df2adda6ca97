package io.tideline.verify.plan;

import io.tideline.verify.column.ComparedColumn;
import io.tideline.verify.column.DatabaseColumn;
import io.tideline.verify.column.FileColumn;
import io.tideline.verify.column.TableShape;
import io.tideline.verify.database.SourceDatabase;
import io.tideline.verify.plan.FilesTable.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns of a table are compared.
 *
 * @param notCompared all others of either side, and why
 */
public record ShapeChoice(TableShape shape, Map<String, String> notCompared) {

  /**
   * All columns that both sides have.
   *
   * @param only the names of those that are compared beside the key; empty for all
   * @throws IllegalArgumentException saying why the table cannot be compared
   */
  public static ShapeChoice of(FilesTable table, SourceDatabase database, Set<String> only)
      throws SQLException {
    List<DatabaseColumn> all = database.columns(table.database(), table.table());
    if (all.isEmpty()) {
      throw new IllegalArgumentException("the database has no table " + table.source());
    }
    List<String> key = database.primaryKey(table.database(), table.table());
    if (key.isEmpty()) {
      throw new IllegalArgumentException(
          table.source() + " has no primary key, so its rows cannot be told apart");
    }
    if (table.rows() == Rows.NOT_ALL) {
      throw new IllegalArgumentException(
          "the route of "
              + table.name()
              + " filters, joins or groups, so its files do not tell what is in "
              + table.source());
    }
    if (table.rows() == Rows.ALL_WITH_OTHER_COLUMNS && only.isEmpty()) {
      throw new IllegalArgumentException(
          "the route of "
              + table.name()
              + " is more than SELECT * FROM; name the columns that it leaves as they are: --columns "
              + table.source()
              + "=…");
    }
    Map<String, String> notCompared = new LinkedHashMap<>();
    List<ComparedColumn> columns = new ArrayList<>();
    for (DatabaseColumn column : all) {
      Optional<FileColumn> file =
          table.columns().stream()
              .filter(candidate -> candidate.name().equalsIgnoreCase(column.name()))
              .findFirst();
      boolean wanted =
          only.isEmpty() || only.contains(column.name()) || key.contains(column.name());
      if (file.isEmpty()) {
        notCompared.put(column.name(), "the files do not have it");
      } else if (!wanted) {
        notCompared.put(column.name(), "it was not named");
      } else {
        try {
          columns.add(ComparedColumn.of(column, file.get()));
        } catch (IllegalArgumentException e) {
          notCompared.put(column.name(), e.getMessage());
        }
      }
    }
    for (FileColumn file : table.columns()) {
      if (all.stream().noneMatch(column -> column.name().equalsIgnoreCase(file.name()))) {
        notCompared.put(file.name(), "the database does not have it");
      }
    }
    checkNames(only, all);
    TableShape shape =
        new TableShape(table.database(), table.table(), key(table, key, columns), columns, all);
    return new ShapeChoice(shape, notCompared);
  }

  private static void checkNames(Set<String> only, List<DatabaseColumn> all) {
    for (String name : only) {
      if (all.stream().noneMatch(column -> column.name().equals(name))) {
        throw new IllegalArgumentException("--columns names " + name + ", which is no column");
      }
    }
  }

  private static List<ComparedColumn> key(
      FilesTable table, List<String> names, List<ComparedColumn> columns) {
    List<ComparedColumn> key = new ArrayList<>();
    for (String name : names) {
      key.add(
          columns.stream()
              .filter(column -> column.database().name().equals(name) && !column.isFloating())
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the key's column "
                              + name
                              + " of "
                              + table.source()
                              + " cannot be compared, so its rows cannot be told apart")));
    }
    return key;
  }
}
