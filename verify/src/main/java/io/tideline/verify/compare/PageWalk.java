package io.tideline.verify.compare;

import io.tideline.verify.files.Candidates;
import io.tideline.verify.files.Workspace;
import io.tideline.verify.range.KeyRange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;

/**
 * Compares a table whose key has an order that only its database knows, as text of a collation has:
 * reads the digests of all rows in that order, page by page, and compares them when all are there.
 */
final class PageWalk {

  private static final String LAST = "page.";
  private static final String COMPARED = "pages compared";

  private final Sides sides;
  private final Candidates candidates;
  private final Workspace workspace;
  private final DoneRanges done;

  PageWalk(Sides sides, Candidates candidates, Workspace workspace, DoneRanges done) {
    this.sides = sides;
    this.candidates = candidates;
    this.workspace = workspace;
    this.done = done;
  }

  void walk(CheckSettings settings, Runnable afterEach) throws SQLException, InterruptedException {
    if (workspace.recall(COMPARED).isPresent()) {
      return;
    }
    List<String> last = last(sides.shape().key().size());
    long rows = settings.rowsPerRange();
    while (rows == settings.rowsPerRange()) {
      List<String> after = last;
      List<List<String>> end = new ArrayList<>(List.of(after));
      long[] read = new long[1];
      done.note(
          0,
          null,
          () -> {
            try (DuckDBAppender stage = candidates.stage()) {
              read[0] =
                  sides
                      .table()
                      .page(
                          after,
                          settings.rowsPerRange(),
                          row -> {
                            Candidates.append(stage, row);
                            end.set(0, row.key());
                          });
            }
            for (int i = 0; i < end.get(0).size(); i++) {
              workspace.remember(LAST + i, end.get(0).get(i));
            }
            String label =
                (after.isEmpty() ? "the first" : "after " + String.join(", ", after))
                    + " to "
                    + String.join(", ", end.get(0));
            return new DoneRange(label, read[0], read[0], true);
          });
      last = end.get(0);
      rows = read[0];
      afterEach.run();
    }
    workspace.atOnce(
        () -> {
          candidates.addDifferences(KeyRange.ALL, sides.database().logPosition());
          candidates.clearStage();
          workspace.remember(COMPARED, "yes");
        });
  }

  private List<String> last(int keys) throws SQLException {
    List<String> last = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      workspace.recall(LAST + i).ifPresent(last::add);
    }
    return last;
  }
}
