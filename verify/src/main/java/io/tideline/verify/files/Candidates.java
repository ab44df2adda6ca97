package io.tideline.verify.files;

import io.tideline.verify.column.TableShape;
import io.tideline.verify.database.DatabaseRow;
import io.tideline.verify.database.LogPosition;
import io.tideline.verify.range.KeyRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;

/**
 * The keys whose rows differ, as far as is known, each with the place of the log that was reached
 * before the database's row was first read as it is. On disk, since a missing file may make
 * millions.
 */
public final class Candidates {

  /** A key whose row differs. */
  public record Candidate(
      List<String> key, boolean inDatabase, boolean inFiles, LogPosition seen) {}

  private static final String SEEN = "'%08d-%020d'";

  private final Workspace workspace;
  private final RebuiltTable files;
  private final TableShape shape;

  public Candidates(Workspace workspace, RebuiltTable files, TableShape shape) throws SQLException {
    this.workspace = workspace;
    this.files = files;
    this.shape = shape;
    String keys = keys(i -> "k" + i + " VARCHAR");
    String floats =
        IntStream.range(0, shape.floating().size())
            .mapToObj(i -> ", f" + i + " DOUBLE")
            .collect(Collectors.joining());
    workspace.execute("CREATE TABLE IF NOT EXISTS stage (" + keys + ", h VARCHAR" + floats + ")");
    workspace.execute(
        "CREATE TABLE IF NOT EXISTS candidates ("
            + keys
            + ", inDatabase VARCHAR, inFiles VARCHAR, seen VARCHAR)");
  }

  /** Where rows of the database are put to be compared. */
  public DuckDBAppender stage() throws SQLException {
    return workspace.appender("stage");
  }

  public static void append(DuckDBAppender appender, DatabaseRow row) throws SQLException {
    appender.beginRow();
    for (String text : row.key()) {
      appender.append(text);
    }
    appender.append(row.digest());
    for (Double value : row.floating()) {
      if (value == null) {
        appender.appendNull();
      } else {
        appender.append(value.doubleValue());
      }
    }
    appender.endRow();
  }

  public void clearStage() throws SQLException {
    workspace.execute("DELETE FROM stage");
  }

  /**
   * Compares the rows on the stage with those that the files have in the range; adds what differs.
   */
  public void addDifferences(KeyRange range, LogPosition now) throws SQLException {
    workspace.execute(
        "INSERT INTO candidates SELECT "
            + keys(i -> "coalesce(d.k" + i + ", f.k" + i + ")")
            + ", d.digest, f.digest, "
            + seen(now)
            + " FROM ("
            + staged()
            + ") d FULL OUTER JOIN ("
            + files.digests(files.condition(range))
            + ") f ON "
            + sameKey("d", "f")
            + " WHERE d.digest IS DISTINCT FROM f.digest");
  }

  /**
   * Keeps of the candidates those that differ still, now that all their rows are on the stage; some
   * twice, where a collation takes two keys of the files for one.
   */
  public void keepDifferences(LogPosition now) throws SQLException, InterruptedException {
    workspace.atOnce(
        () -> {
          workspace.execute(
              "CREATE OR REPLACE TABLE remaining AS SELECT "
                  + keys(i -> "c.k" + i)
                  + ", d.digest AS inDatabase, f.digest AS inFiles, CASE WHEN d.digest IS NOT"
                  + " DISTINCT FROM c.inDatabase THEN c.seen ELSE "
                  + seen(now)
                  + " END AS seen FROM (SELECT DISTINCT ON ("
                  + keys(i -> "k" + i)
                  + ") * FROM candidates) c LEFT JOIN ("
                  + "SELECT DISTINCT ON ("
                  + keys(i -> "k" + i)
                  + ") * FROM ("
                  + staged()
                  + ")"
                  + ") d ON "
                  + sameKey("c", "d")
                  + " LEFT JOIN ("
                  + files.digests(files.isIn("candidates"))
                  + ") f ON "
                  + sameKey("c", "f")
                  + " WHERE d.digest IS DISTINCT FROM f.digest");
          workspace.execute("DROP TABLE candidates");
          workspace.execute("ALTER TABLE remaining RENAME TO candidates");
        });
  }

  public long count() throws SQLException {
    return workspace.number("SELECT count(*) FROM candidates");
  }

  /** The place that the files must have reached before it is certain that a row differs. */
  public LogPosition newestSeen() throws SQLException {
    try (Statement statement = workspace.connection().createStatement();
        ResultSet row = statement.executeQuery("SELECT max(seen) FROM candidates")) {
      row.next();
      return position(row.getString(1));
    }
  }

  /** In the order of their keys' text. */
  public List<Candidate> list(long from, int count) throws SQLException {
    List<Candidate> list = new ArrayList<>();
    String query =
        "SELECT * FROM candidates ORDER BY "
            + keys(i -> "k" + i)
            + " LIMIT "
            + count
            + " OFFSET "
            + from;
    int keys = shape.key().size();
    try (Statement statement = workspace.connection().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= keys; i++) {
          key.add(rows.getString(i));
        }
        list.add(
            new Candidate(
                key,
                rows.getString(keys + 1) != null,
                rows.getString(keys + 2) != null,
                position(rows.getString(keys + 3))));
      }
    }
    return list;
  }

  private String staged() {
    String floats =
        IntStream.range(0, shape.floating().size())
            .mapToObj(i -> RebuiltTable.floatText("f" + i))
            .collect(Collectors.joining());
    return "SELECT " + keys(i -> "k" + i) + ", h" + floats + " AS digest FROM stage";
  }

  private String sameKey(String left, String right) {
    return IntStream.range(0, shape.key().size())
        .mapToObj(i -> left + ".k" + i + " = " + right + ".k" + i)
        .collect(Collectors.joining(" AND "));
  }

  private String keys(Function<Integer, String> column) {
    return IntStream.range(0, shape.key().size())
        .mapToObj(column::apply)
        .collect(Collectors.joining(", "));
  }

  private static String seen(LogPosition position) {
    return SEEN.formatted(position.file(), position.offset());
  }

  private static LogPosition position(String seen) {
    int dash = seen.indexOf('-');
    return new LogPosition(
        Integer.parseInt(seen.substring(0, dash)), Long.parseLong(seen.substring(dash + 1)));
  }
}
