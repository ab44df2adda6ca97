package io.tideline.verify.compare;

import io.tideline.verify.files.Candidates;
import io.tideline.verify.range.Bisection;
import io.tideline.verify.range.KeyRange;
import io.tideline.verify.range.RangeSum;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/**
 * Compares a table range by range of its key's first column, which is a whole number: the sums that
 * each side makes itself, and rows only where these differ.
 */
final class RangeWalk {

  private final Sides sides;
  private final Candidates candidates;
  private final DoneRanges done;

  RangeWalk(Sides sides, Candidates candidates, DoneRanges done) {
    this.sides = sides;
    this.candidates = candidates;
    this.done = done;
  }

  /**
   * @param areas that are compared, in ascending order
   */
  void walk(List<KeyRange> areas, CheckSettings settings, Runnable afterEach)
      throws SQLException, InterruptedException {
    Bisection bisection =
        new Bisection(sides.table()::sum, sides.rebuilt()::sum, settings.fewRows());
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
    BigInteger end = sides.table().boundary(from, rows).orElse(null);
    if (end != null && end.equals(from)) {
      end = from.add(BigInteger.ONE);
    }
    return end == null || whole.to() != null && end.compareTo(whole.to()) > 0 ? whole.to() : end;
  }

  private void compare(KeyRange range, Bisection bisection, int area, BigInteger next)
      throws SQLException, InterruptedException {
    if (!sides.shape().floating().isEmpty()) {
      done.note(
          area,
          next,
          () -> {
            long before = candidates.count();
            long rows = compareRows(range);
            long inFiles = sides.rebuilt().sum(range).rows();
            return new DoneRange(range.toString(), rows, inFiles, candidates.count() == before);
          });
      return;
    }
    RangeSum expected = sides.table().sum(range);
    RangeSum actual = sides.rebuilt().sum(range);
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
      rows = sides.table().rows(range, row -> Candidates.append(stage, row));
    }
    candidates.addDifferences(range, sides.database().logPosition());
    candidates.clearStage();
    return rows;
  }
}
