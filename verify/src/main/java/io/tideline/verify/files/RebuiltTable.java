package io.tideline.verify.files;

import static io.tideline.verify.column.FileColumn.quoted;

import io.tideline.event.Position;
import io.tideline.verify.column.ComparedColumn;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final EventQuery events;
  private boolean grown;

  private RebuiltTable(Workspace workspace, FilesTable table, TableShape shape) {
    this.workspace = workspace;
    this.table = table;
    this.shape = shape;
    this.events = new EventQuery(table);
  }

  /**
   * @param files all that there are now
   * @return empty when the workspace holds what is not in these files any more: begin anew
   */
  public static Optional<RebuiltTable> of(
      Workspace workspace, FilesTable table, TableShape shape, List<EventFile> files)
      throws SQLException, InterruptedException {
    RebuiltTable rebuilt = new RebuiltTable(workspace, table, shape);
    String form = rebuilt.events.declaration() + table.csv() + shape.digestInFiles();
    Optional<String> known = workspace.recall("files");
    if (known.isEmpty()) {
      workspace.atOnce(() -> rebuilt.build(files, form));
      return Optional.of(rebuilt);
    }
    if (!known.get().equals(form) || !new HashSet<>(files).containsAll(rebuilt.loaded())) {
      return Optional.empty();
    }
    rebuilt.grown = workspace.number("SELECT count(*) FROM delta") > 0;
    rebuilt.add(files);
    return Optional.of(rebuilt);
  }

  private void build(List<EventFile> files, String form) throws SQLException {
    workspace.execute("CREATE TABLE loaded (path VARCHAR, size BIGINT, modified BIGINT)");
    workspace.execute("CREATE TABLE base (" + events.declaration() + ")");
    workspace.execute("CREATE TABLE delta (" + events.declaration() + ")");
    workspace.execute(
        IntStream.range(0, shape.key().size())
            .mapToObj(i -> ", k" + i + " VARCHAR")
            .collect(
                Collectors.joining(
                    "",
                    "CREATE TABLE history (event VARCHAR, op VARCHAR, position VARCHAR, file VARCHAR",
                    ")")));
    if (!files.isEmpty()) {
      workspace.execute(
          "INSERT INTO base SELECT * FROM (SELECT * FROM ("
              + events.of(files)
              + ") QUALIFY "
              + newest()
              + ") ORDER BY "
              + keys());
      addHistory(files);
    }
    workspace.remember("files", form);
  }

  /** Takes in what is new; files never change once they are there. */
  public boolean add(List<EventFile> files) throws SQLException, InterruptedException {
    Set<EventFile> known = loaded();
    List<EventFile> more = files.stream().filter(file -> !known.contains(file)).toList();
    if (more.isEmpty()) {
      return false;
    }
    workspace.atOnce(
        () -> {
          workspace.execute("INSERT INTO delta SELECT * FROM (" + events.of(more) + ")");
          addHistory(more);
        });
    grown = true;
    return true;
  }

  private void addHistory(List<EventFile> files) throws SQLException {
    workspace.execute(
        "INSERT INTO history SELECT _event_id, _op, _position, _file, "
            + String.join(", ", keyTexts())
            + " FROM ("
            + events.of(files)
            + ")");
    try (PreparedStatement insert =
        workspace.connection().prepareStatement("INSERT INTO loaded VALUES (?, ?, ?)")) {
      for (EventFile file : files) {
        insert.setString(1, file.path());
        insert.setLong(2, file.size());
        insert.setLong(3, file.modified());
        insert.execute();
      }
    }
  }

  private Set<EventFile> loaded() throws SQLException {
    Set<EventFile> files = new HashSet<>();
    try (Statement statement = workspace.connection().createStatement();
        ResultSet rows = statement.executeQuery("SELECT path, size, modified FROM loaded")) {
      while (rows.next()) {
        files.add(new EventFile(rows.getString(1), rows.getLong(2), rows.getLong(3)));
      }
    }
    return files;
  }

  /** The greatest position in the files. */
  public Optional<Position> reached() throws SQLException {
    try (Statement statement = workspace.connection().createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT max(position) FROM history WHERE " + History.IS_POSITION)) {
      row.next();
      return Optional.ofNullable(row.getString(1)).map(Position::parse);
    }
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
        + String.join(", ", keyTexts())
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
        keyTexts().stream()
            .map(text -> text + " = ?")
            .collect(Collectors.joining(" AND ", "(", ")"));
    String where = String.join(" OR ", Collections.nCopies(keys.size(), one));
    int branches = grown ? 2 : 1;
    String select =
        Stream.concat(keyTexts().stream(), expressions.stream()).collect(Collectors.joining(", "));
    String query = "SELECT " + select + " FROM " + (deleted ? newestEvents(where) : rows(where));
    List<List<String>> found = new ArrayList<>();
    try (PreparedStatement statement = workspace.connection().prepareStatement(query)) {
      int bind = 1;
      for (int branch = 0; branch < branches; branch++) {
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
    return "(SELECT * FROM " + newestEvents(where) + " WHERE _op <> 'DELETE')";
  }

  private String newestEvents(String where) {
    if (!grown) {
      return "(SELECT * FROM base WHERE " + where + ")";
    }
    return "(SELECT * FROM (SELECT * FROM base WHERE "
        + where
        + " UNION ALL SELECT * FROM delta WHERE "
        + where
        + ") QUALIFY "
        + newest()
        + ")";
  }

  /** At one position a READ says what was there before the change. */
  private String newest() {
    return "row_number() OVER (PARTITION BY "
        + keys()
        + " ORDER BY _position DESC, _op = 'READ') = 1";
  }

  private String keys() {
    return shape.key().stream()
        .map(column -> quoted(column.name()))
        .collect(Collectors.joining(", "));
  }

  private List<String> keyTexts() {
    return shape.key().stream()
        .map(ComparedColumn::textInFiles)
        .map(text -> "coalesce(" + text + ", '~')")
        .toList();
  }

  private List<String> namedKeyTexts() {
    List<String> texts = keyTexts();
    return IntStream.range(0, texts.size()).mapToObj(i -> texts.get(i) + " AS k" + i).toList();
  }

  private String firstKey() {
    return quoted(shape.key().get(0).name());
  }

  private static BigInteger number(String text) {
    return text == null ? null : new BigInteger(text);
  }
}
