package io.tideline.verify.files;

import io.tideline.event.Position;
import io.tideline.verify.column.TableShape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All events that the files hold, not only the newest: which are there twice, which must lack. */
public final class History {

  /** What the names of corrective events begin with. */
  public static final String CORRECTION = "repair-";

  /** An event that is there more than once. */
  public record Duplicate(String event, long copies, List<String> files) {}

  /** An event that cannot follow the one before it: between the two, one is missing. */
  public record Gap(List<String> key, String event, String op, String position, String before) {}

  /**
   * A key that a correction is for.
   *
   * @param newest the last position that the files have of it; null for none
   */
  public record Correction(List<String> key, Position newest) {}

  /** Whether a position is one; its file may have been changed by hand. */
  static final String IS_POSITION =
      "regexp_full_match(position, '\\d{4}-\\d{8}-\\d{12}-\\d{7}-[012]')";

  /** An event follows no other, or one that it cannot follow. */
  private static final String BREAKS =
      "(previous IS NULL AND op IN ('UPDATE', 'DELETE') OR previous = 'DELETE' AND op IN ('UPDATE',"
          + " 'DELETE') OR previous IN ('READ', 'INSERT', 'UPDATE') AND op = 'INSERT')";

  /** DISTINCT ON holds whole rows in memory, so it gets only those that need it. */
  private static final String EACH_EVENT_ONCE =
      "SELECT * FROM history h ANTI JOIN duplicates d ON h.event IS NOT DISTINCT FROM d.event UNION"
          + " ALL SELECT DISTINCT ON (event) * FROM (SELECT * FROM history h SEMI JOIN duplicates d ON"
          + " h.event IS NOT DISTINCT FROM d.event)";

  private final Workspace workspace;
  private final TableShape shape;

  public History(Workspace workspace, TableShape shape) {
    this.workspace = workspace;
    this.shape = shape;
  }

  /** Makes what the questions below ask of. */
  public void judge() throws SQLException {
    workspace.execute(
        "CREATE OR REPLACE TABLE duplicates AS SELECT event, count(*) AS copies FROM history GROUP"
            + " BY event HAVING count(*) > 1");
    // What was before a key's last correction is mended by it.
    workspace.execute(
        "CREATE OR REPLACE TABLE gaps AS SELECT * FROM (SELECT *, lag(op) OVER key AS previous,"
            + " max(CASE WHEN starts_with(event, '"
            + CORRECTION
            + "') THEN position END) OVER (PARTITION BY "
            + keys()
            + ") AS corrected FROM ("
            + EACH_EVENT_ONCE
            + ") WINDOW key AS"
            + " (PARTITION BY "
            + keys()
            + " ORDER BY position, op <> 'READ')) WHERE "
            + BREAKS
            + " AND position > coalesce(corrected, '')");
  }

  public long events() throws SQLException {
    return workspace.number("SELECT count(DISTINCT event) FROM history");
  }

  /** How many events more than once there are. */
  public long duplicates() throws SQLException {
    return workspace.number("SELECT coalesce(sum(copies - 1), 0) FROM duplicates");
  }

  public long gaps() throws SQLException {
    return workspace.number("SELECT count(*) FROM gaps");
  }

  public List<Duplicate> duplicates(int most) throws SQLException {
    List<Duplicate> found = new ArrayList<>();
    String query =
        "SELECT event, copies, (SELECT string_agg(DISTINCT file, chr(10) ORDER BY file) FROM history"
            + " h WHERE h.event = d.event) FROM (SELECT * FROM duplicates ORDER BY event LIMIT "
            + most
            + ") d ORDER BY event";
    try (Statement statement = workspace.connection().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(
            new Duplicate(
                rows.getString(1), rows.getLong(2), List.of(rows.getString(3).split("\n"))));
      }
    }
    return found;
  }

  public List<Gap> gaps(long from, int most) throws SQLException {
    List<Gap> found = new ArrayList<>();
    String query =
        "SELECT event, op, position, previous, "
            + keys()
            + " FROM gaps ORDER BY "
            + keys()
            + ", position LIMIT "
            + most
            + " OFFSET "
            + from;
    try (Statement statement = workspace.connection().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < shape.key().size(); i++) {
          key.add(rows.getString(5 + i));
        }
        found.add(
            new Gap(
                key, rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    }
    return found;
  }

  /** The keys that a correction is for: whose rows differ, and whose history has a gap. */
  public long listCorrections() throws SQLException {
    workspace.execute(
        "CREATE OR REPLACE TEMP TABLE corrections AS SELECT c.*, (SELECT max(position) FROM history h"
            + " WHERE "
            + IntStream.range(0, shape.key().size())
                .mapToObj(i -> "h.k" + i + " = c.k" + i)
                .collect(Collectors.joining(" AND "))
            + " AND "
            + IS_POSITION
            + ") AS newest FROM (SELECT "
            + keys()
            + " FROM candidates UNION SELECT "
            + keys()
            + " FROM gaps) c");
    return workspace.number("SELECT count(*) FROM corrections");
  }

  public List<Correction> corrections(long from, int most) throws SQLException {
    List<Correction> found = new ArrayList<>();
    String query =
        "SELECT newest, "
            + keys()
            + " FROM corrections ORDER BY "
            + keys()
            + " LIMIT "
            + most
            + " OFFSET "
            + from;
    try (Statement statement = workspace.connection().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < shape.key().size(); i++) {
          key.add(rows.getString(2 + i));
        }
        String newest = rows.getString(1);
        found.add(new Correction(key, newest == null ? null : Position.parse(newest)));
      }
    }
    return found;
  }

  /** Files whose every event is in a file that is not among them: the newest copies. */
  public List<String> doubledFiles() throws SQLException {
    List<String> doubled = new ArrayList<>();
    workspace.execute(
        "CREATE OR REPLACE TEMP TABLE kept AS SELECT DISTINCT event, file FROM history"
            + " WHERE event IN (SELECT event FROM duplicates)");
    String suspects =
        "SELECT h.file, count(DISTINCT h.event) FROM history h JOIN loaded l ON l.path = h.file WHERE"
            + " h.file IN (SELECT file FROM kept) GROUP BY h.file, l.modified ORDER BY l.modified"
            + " DESC, h.file DESC";
    List<Object[]> files = new ArrayList<>();
    try (Statement statement = workspace.connection().createStatement();
        ResultSet rows = statement.executeQuery(suspects)) {
      while (rows.next()) {
        files.add(new Object[] {rows.getString(1), rows.getLong(2)});
      }
    }
    for (Object[] file : files) {
      String literal = EventQuery.literal((String) file[0]);
      long elsewhere =
          workspace.number(
              "SELECT count(*) FROM kept a WHERE file = "
                  + literal
                  + " AND EXISTS (SELECT 1 FROM kept b WHERE b.event = a.event AND b.file <> "
                  + literal
                  + ")");
      if (elsewhere == (Long) file[1]) {
        doubled.add((String) file[0]);
        workspace.execute("DELETE FROM kept WHERE file = " + literal);
      }
    }
    return doubled;
  }

  private String keys() {
    return IntStream.range(0, shape.key().size())
        .mapToObj(i -> "k" + i)
        .collect(Collectors.joining(", "));
  }
}
