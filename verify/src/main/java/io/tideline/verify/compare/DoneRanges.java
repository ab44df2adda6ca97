package io.tideline.verify.compare;

import io.tideline.verify.files.Workspace;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been compared, kept beside what was found: an interrupted run goes on behind it, as a
 * range and its differences are noted together or not at all.
 */
final class DoneRanges {

  /** Compares a range. */
  interface Comparison {
    DoneRange compare() throws SQLException, InterruptedException;
  }

  private static final String AREA = "area";
  private static final String NEXT = "next";

  private final Workspace workspace;

  DoneRanges(Workspace workspace) throws SQLException {
    this.workspace = workspace;
    workspace.execute(
        "CREATE TABLE IF NOT EXISTS done (number BIGINT, label VARCHAR, inDatabase BIGINT, inFiles"
            + " BIGINT, agrees BOOLEAN)");
  }

  /** The area to go on with. */
  int area() throws SQLException {
    return workspace.recall(AREA).map(Integer::parseInt).orElse(0);
  }

  /** Where in it to go on; null for its beginning. */
  BigInteger next() throws SQLException {
    return workspace.recall(NEXT).filter(text -> !text.isEmpty()).map(BigInteger::new).orElse(null);
  }

  void note(int area, BigInteger next, Comparison comparison)
      throws SQLException, InterruptedException {
    workspace.atOnce(
        () -> {
          DoneRange range = comparison.compare();
          try (PreparedStatement insert =
              workspace
                  .connection()
                  .prepareStatement("INSERT INTO done SELECT count(*), ?, ?, ?, ? FROM done")) {
            insert.setString(1, range.label());
            insert.setLong(2, range.inDatabase());
            insert.setLong(3, range.inFiles());
            insert.setBoolean(4, range.agrees());
            insert.execute();
          }
          workspace.remember(AREA, Integer.toString(area));
          workspace.remember(NEXT, next == null ? "" : next.toString());
        });
  }

  long count() throws SQLException {
    return workspace.number("SELECT count(*) FROM done");
  }

  long rows() throws SQLException {
    return workspace.number("SELECT coalesce(sum(inDatabase), 0) FROM done");
  }

  long rowsInFiles() throws SQLException {
    return workspace.number("SELECT coalesce(sum(inFiles), 0) FROM done");
  }

  List<DoneRange> list() throws SQLException {
    List<DoneRange> ranges = new ArrayList<>();
    try (Statement statement = workspace.connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT label, inDatabase, inFiles, agrees FROM done ORDER BY number")) {
      while (rows.next()) {
        ranges.add(
            new DoneRange(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getBoolean(4)));
      }
    }
    return ranges;
  }
}
