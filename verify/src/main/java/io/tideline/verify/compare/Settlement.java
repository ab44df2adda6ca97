package io.tideline.verify.compare;

import io.tideline.verify.database.DatabaseTable;
import io.tideline.verify.database.LogPosition;
import io.tideline.verify.files.Candidates;
import io.tideline.verify.files.Candidates.Candidate;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBAppender;

/**
 * Tells what differs from what is only on its way: reads the rows that seem to differ again, on
 * both sides, until they agree, or until the files have all that the database held at that time.
 * They have when no file is left that was being written then, and when their newest change of the
 * table is not older than the log's.
 */
final class Settlement {

  private final Sides sides;
  private final Candidates candidates;

  Settlement(Sides sides, Candidates candidates) {
    this.sides = sides;
    this.candidates = candidates;
  }

  /**
   * @return false when the time was over before the files had reached the database
   */
  boolean await(CheckSettings settings) throws SQLException, IOException, InterruptedException {
    long end = System.nanoTime() + settings.patience().toNanos();
    LogPosition target = null;
    Set<String> open = Set.of();
    while (candidates.count() > 0) {
      Thread.sleep(settings.poll().toMillis());
      sides.rebuilt().add(sides.files().finished());
      readAgain();
      if (candidates.count() == 0) {
        break;
      }
      LogPosition newest = candidates.newestSeen();
      if (!newest.equals(target)) {
        target = newest;
        open = new HashSet<>(sides.files().inProgress());
      }
      open.retainAll(sides.files().inProgress());
      if (open.isEmpty() && haveReached(target)) {
        return true;
      }
      if (System.nanoTime() > end) {
        return false;
      }
    }
    return true;
  }

  private void readAgain() throws SQLException, InterruptedException {
    candidates.clearStage();
    long count = candidates.count();
    for (long from = 0; from < count; from += DatabaseTable.KEYS_AT_ONCE) {
      List<List<String>> keys =
          candidates.list(from, DatabaseTable.KEYS_AT_ONCE).stream().map(Candidate::key).toList();
      try (DuckDBAppender stage = candidates.stage()) {
        sides.table().rows(keys, row -> Candidates.append(stage, row));
      }
    }
    candidates.keepDifferences(sides.database().logPosition());
    candidates.clearStage();
  }

  private boolean haveReached(LogPosition target) throws SQLException {
    Optional<LogPosition> reached = sides.rebuilt().reached().map(LogPosition::of);
    if (reached.isEmpty()) {
      return false;
    }
    return reached.get().compareTo(target) >= 0
        || !sides
            .database()
            .hasChanges(sides.shape().database(), sides.shape().table(), reached.get(), target)
            .orElse(true);
  }
}
