package io.tideline.verify.files;

import static io.tideline.verify.column.FileColumn.quoted;

import io.tideline.event.Position;
import io.tideline.verify.column.TableShape;
import io.tideline.verify.plan.FilesTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The events of a table's files as they are taken into the workspace: {@code base} has the newest
 * of each key as the files were at first, {@code delta} what came later, {@code history} a few
 * columns of each event, {@code loaded} the files.
 */
final class LoadedEvents {

  private final Workspace workspace;
  private final TableShape shape;
  private final EventQuery query;
  private boolean grown;

  private LoadedEvents(Workspace workspace, FilesTable table, TableShape shape) {
    this.workspace = workspace;
    this.shape = shape;
    this.query = new EventQuery(table);
  }

  /**
   * @param files all that there are now
   * @return empty when the workspace holds what is not in these files any more: begin anew
   */
  static Optional<LoadedEvents> of(
      Workspace workspace, FilesTable table, TableShape shape, List<EventFile> files)
      throws SQLException, InterruptedException {
    LoadedEvents events = new LoadedEvents(workspace, table, shape);
    String form = events.query.declaration() + table.csv() + shape.digestInFiles();
    Optional<String> known = workspace.recall("files");
    if (known.isEmpty()) {
      workspace.atOnce(() -> events.build(files, form));
      return Optional.of(events);
    }
    if (!known.get().equals(form) || !new HashSet<>(files).containsAll(events.loaded())) {
      return Optional.empty();
    }
    events.grown = workspace.number("SELECT count(*) FROM delta") > 0;
    events.add(files);
    return Optional.of(events);
  }

  private void build(List<EventFile> files, String form) throws SQLException {
    workspace.execute("CREATE TABLE loaded (path VARCHAR, size BIGINT, modified BIGINT)");
    workspace.execute("CREATE TABLE base (" + query.declaration() + ")");
    workspace.execute("CREATE TABLE delta (" + query.declaration() + ")");
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
              + query.of(files)
              + ") QUALIFY "
              + isNewest()
              + ") ORDER BY "
              + keys());
      addHistory(files);
    }
    workspace.remember("files", form);
  }

  boolean add(List<EventFile> files) throws SQLException, InterruptedException {
    Set<EventFile> known = loaded();
    List<EventFile> more = files.stream().filter(file -> !known.contains(file)).toList();
    if (more.isEmpty()) {
      return false;
    }
    workspace.atOnce(
        () -> {
          workspace.execute("INSERT INTO delta SELECT * FROM (" + query.of(more) + ")");
          addHistory(more);
        });
    grown = true;
    return true;
  }

  private void addHistory(List<EventFile> files) throws SQLException {
    workspace.execute(
        "INSERT INTO history SELECT _event_id, _op, _position, _file, "
            + String.join(", ", shape.keyTextsInFiles())
            + " FROM ("
            + query.of(files)
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
  Optional<Position> reached() throws SQLException {
    try (Statement statement = workspace.connection().createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT max(position) FROM history WHERE " + History.IS_POSITION)) {
      row.next();
      return Optional.ofNullable(row.getString(1)).map(Position::parse);
    }
  }

  /**
   * A query of the newest event of each key for which a condition on the key holds, in which the
   * condition stands {@link #branches} times.
   */
  String newest(String where) {
    if (!grown) {
      return "(SELECT * FROM base WHERE " + where + ")";
    }
    return "(SELECT * FROM (SELECT * FROM base WHERE "
        + where
        + " UNION ALL SELECT * FROM delta WHERE "
        + where
        + ") QUALIFY "
        + isNewest()
        + ")";
  }

  int branches() {
    return grown ? 2 : 1;
  }

  /** At one position a READ says what was there before the change. */
  private String isNewest() {
    return "row_number() OVER (PARTITION BY "
        + keys()
        + " ORDER BY _position DESC, _op = 'READ') = 1";
  }

  private String keys() {
    return shape.key().stream()
        .map(column -> quoted(column.name()))
        .collect(Collectors.joining(", "));
  }
}
