package io.tideline.verify.files;

import static io.tideline.verify.column.FileColumn.quoted;

import io.tideline.event.Position;
import io.tideline.verify.column.FileColumn;
import io.tideline.verify.column.TableShape;
import io.tideline.verify.plan.FilesTable;
import io.tideline.verify.range.KeyRange;
import io.tideline.verify.range.RangeSum;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table as its files tell it, read by DuckDB, which shares no code with what wrote them: the
 * newest event of a key is how its row stands, and a DELETE is no row. Files that appear while it
 * is compared are added to it.
 */
public final class RebuiltTable {

  private final Workspace workspace;
  private final FilesTable table;
  private final TableShape shape;
  private final LoadedEvents events;

  private RebuiltTable(
      Workspace workspace, FilesTable table, TableShape shape, LoadedEvents events) {
    this.workspace = workspace;
    this.table = table;
    this.shape = shape;
    this.events = events;
  }

  /**
   * @param files all that there are now
   * @return empty when the workspace holds what is not in these files any more: begin anew
   */
  public static Optional<RebuiltTable> of(
      Workspace workspace, FilesTable table, TableShape shape, List<EventFile> files)
      throws SQLException, InterruptedException {
    return LoadedEvents.of(workspace, table, shape, files)
        .map(events -> new RebuiltTable(workspace, table, shape, events));
  }

  /** Takes in what is new; files never change once they are there. */
  public boolean add(List<EventFile> files) throws SQLException, InterruptedException {
    return events.add(files);
  }

  /** The greatest position in the files. */
  public Optional<Position> reached() throws SQLException {
    return events.reached();
  }

  public RangeSum sum(KeyRange range) throws SQLException {
    String half = "coalesce(bit_xor(TRY_CAST('0x' || substr(h, %d, 16) AS UBIGINT)), 0)";
    String query =
        "SELECT count(*), min(k), max(k), "
            + half.formatted(1)
            + ", "
            + half.formatted(17)
            + " FROM (SELECT CAST("
            + firstKey()
            + " AS DECIMAL(38,0)) AS k, "
            + shape.digestInFiles()
            + " AS h FROM "
            + rows(condition(range))
            + ")";
    try (Statement statement = workspace.connection().createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return new RangeSum(
          row.getLong(1),
          number(row.getString(2)),
          number(row.getString(3)),
          number(row.getString(4)),
          number(row.getString(5)));
    }
  }

  /** A query of the rows as they are compared: k0, k1, …, and the digest of all columns. */
  String digests(String where) {
    String floats =
        shape.floating().stream()
            .map(column -> floatText(column.inFiles()))
            .collect(Collectors.joining());
    return "SELECT "
        + String.join(", ", namedKeyTexts())
        + ", "
        + shape.digestInFiles()
        + floats
        + " AS digest FROM "
        + rows(where);
  }

  /** A floating number behind a digest, the same text for the same value. */
  static String floatText(String value) {
    return " || ':' || coalesce(CAST(" + value + " + 0.0 AS VARCHAR), '~')";
  }

  /** The condition that a row is one of those whose keys a table names. */
  String isIn(String keyTable) {
    String names =
        IntStream.range(0, shape.key().size())
            .mapToObj(i -> "k" + i)
            .collect(Collectors.joining(", "));
    return "("
        + String.join(", ", shape.keyTextsInFiles())
        + ") IN (SELECT ("
        + names
        + ") FROM "
        + keyTable
        + ")";
  }

  /**
   * Columns of the rows with these keys.
   *
   * @param expressions what is selected, after the key's columns as text
   * @param deleted whether a deleted row stands as it was, too
   */
  public List<List<String>> texts(
      List<List<String>> keys, List<String> expressions, boolean deleted) throws SQLException {
    String one =
        shape.keyTextsInFiles().stream()
            .map(text -> text + " = ?")
            .collect(Collectors.joining(" AND ", "(", ")"));
    String where = String.join(" OR ", Collections.nCopies(keys.size(), one));
    String select =
        Stream.concat(shape.keyTextsInFiles().stream(), expressions.stream())
            .collect(Collectors.joining(", "));
    String query = "SELECT " + select + " FROM " + (deleted ? events.newest(where) : rows(where));
    List<List<String>> found = new ArrayList<>();
    try (PreparedStatement statement = workspace.connection().prepareStatement(query)) {
      int bind = 1;
      for (int branch = 0; branch < events.branches(); branch++) {
        for (List<String> key : keys) {
          for (String text : key) {
            statement.setString(bind++, text);
          }
        }
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= shape.key().size() + expressions.size(); i++) {
            row.add(rows.getString(i));
          }
          found.add(row);
        }
      }
    }
    return found;
  }

  public long rows() throws SQLException {
    return workspace.number("SELECT count(*) FROM " + rows("TRUE"));
  }

  /** The columns that the files have. */
  public List<FileColumn> columns() {
    return table.columns();
  }

  String condition(KeyRange range) {
    String key = "CAST(" + firstKey() + " AS DECIMAL(38,0))";
    List<String> parts = new ArrayList<>();
    if (range.from() != null) {
      parts.add(key + " >= " + range.from());
    }
    if (range.to() != null) {
      parts.add(key + " < " + range.to());
    }
    String condition = parts.isEmpty() ? "TRUE" : String.join(" AND ", parts);
    // A key that its file cannot mean has no place; it is looked at with the first range.
    return range.from() == null ? "(" + condition + " OR " + firstKey() + " IS NULL)" : condition;
  }

  private String rows(String where) {
    return "(SELECT * FROM " + events.newest(where) + " WHERE _op <> 'DELETE')";
  }

  private List<String> namedKeyTexts() {
    List<String> texts = shape.keyTextsInFiles();
    return IntStream.range(0, texts.size()).mapToObj(i -> texts.get(i) + " AS k" + i).toList();
  }

  private String firstKey() {
    return quoted(shape.key().get(0).name());
  }

  private static BigInteger number(String text) {
    return text == null ? null : new BigInteger(text);
  }
}
