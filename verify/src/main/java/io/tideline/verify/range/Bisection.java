package io.tideline.verify.range;

import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Halves a range that differs until what differs is in ranges small enough to look at each row. */
public final class Bisection {

  /** One of the two that are compared. */
  public interface Side {
    RangeSum sum(KeyRange range) throws SQLException, InterruptedException;
  }

  private final Side database;
  private final Side files;
  private final long fewRows;

  /**
   * @param fewRows a range with no more is not halved again
   */
  public Bisection(Side database, Side files, long fewRows) {
    this.database = database;
    this.files = files;
    this.fewRows = fewRows;
  }

  /**
   * In ascending order; none when the range agrees.
   *
   * @param expected what the database has in the range
   * @param actual what the files have
   */
  public List<KeyRange> differing(KeyRange range, RangeSum expected, RangeSum actual)
      throws SQLException, InterruptedException {
    List<KeyRange> found = new ArrayList<>();
    search(range, expected, actual, found);
    return found;
  }

  private void search(KeyRange range, RangeSum expected, RangeSum actual, List<KeyRange> found)
      throws SQLException, InterruptedException {
    if (expected.agrees(actual)) {
      return;
    }
    BigInteger least = RangeSum.least(expected, actual);
    BigInteger greatest = RangeSum.greatest(expected, actual);
    boolean few = Math.max(expected.rows(), actual.rows()) <= fewRows;
    if (few || least == null || least.equals(greatest)) {
      found.add(range);
      return;
    }
    for (KeyRange half : range.halves(least, greatest)) {
      search(half, database.sum(half), files.sum(half), found);
    }
  }
}
