package io.tideline.verify.compare;

import io.tideline.verify.column.TableShape;
import io.tideline.verify.database.DatabaseTable;
import io.tideline.verify.database.SourceDatabase;
import io.tideline.verify.files.Candidates;
import io.tideline.verify.files.RebuiltTable;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/**
 * Compares a table range by range of its key's first column, which is a whole number: the sums that
 * each side makes itself, and rows only where these differ.
 */
final class RangeWalk {

  private final SourceDatabase database;
  private final DatabaseTable table;
  private final TableShape shape;
  private final RebuiltTable rebuilt;
  private final Candidates candidates;
  private final DoneRanges done;

  RangeWalk(
      SourceDatabase database,
      DatabaseTable table,
      TableShape shape,
      RebuiltTable rebuilt,
      Candidates candidates,
      DoneRanges done) {
    this.database = database;
    this.table = table;
    this.shape = shape;
    this.rebuilt = rebuilt;
    this.candidates = candidates;
    this.done = done;
  }

  /**
   * @param areas that are compared, in ascending order
   */
  void walk(List<KeyRange> areas, CheckSettings settings, Runnable afterEach)
      throws SQLException, InterruptedException {
    Bisection bisection = new Bisection(table::sum, rebuilt::sum, settings.fewRows());
    for (int area = done.area(); area < areas.size(); area++) {
      KeyRange whole = areas.get(area);
      BigInteger from = area == done.area() && done.next() != null ? done.next() : whole.from();
      while (true) {
        KeyRange range = new KeyRange(from, end(from, whole, settings.rowsPerRange()));
        boolean last = range.to() == null || range.to().equals(whole.to());
        compare(range, bisection, last ? area + 1 : area, last ? null : range.to());
        afterEach.run();
        if (last) {
          break;
        }
        from = range.to();
      }
    }
  }

  /** Where a range of so many rows ends; with many rows of one number it has them all. */
  private BigInteger end(BigInteger from, KeyRange whole, long rows)
      throws SQLException, InterruptedException {
    BigInteger end = table.boundary(from, rows).orElse(null);
    if (end != null && end.equals(from)) {
      end = from.add(BigInteger.ONE);
    }
    return end == null || whole.to() != null && end.compareTo(whole.to()) > 0 ? whole.to() : end;
  }

  private void compare(KeyRange range, Bisection bisection, int area, BigInteger next)
      throws SQLException, InterruptedException {
    if (!shape.floating().isEmpty()) {
      done.note(
          area,
          next,
          () -> {
            long before = candidates.count();
            long rows = compareRows(range);
            long inFiles = rebuilt.sum(range).rows();
            return new DoneRange(range.toString(), rows, inFiles, candidates.count() == before);
          });
      return;
    }
    RangeSum expected = table.sum(range);
    RangeSum actual = rebuilt.sum(range);
    List<KeyRange> differing = bisection.differing(range, expected, actual);
    done.note(
        area,
        next,
        () -> {
          for (KeyRange leaf : differing) {
            compareRows(leaf);
          }
          return new DoneRange(
              range.toString(), expected.rows(), actual.rows(), differing.isEmpty());
        });
  }

  private long compareRows(KeyRange range) throws SQLException, InterruptedException {
    candidates.clearStage();
    long rows;
    try (DuckDBAppender stage = candidates.stage()) {
      rows = table.rows(range, row -> Candidates.append(stage, row));
    }
    candidates.addDifferences(range, database.logPosition());
    candidates.clearStage();
    return rows;
  }
}
