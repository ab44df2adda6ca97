package io.tideline.verify.compare;

import io.tideline.event.Position;
import io.tideline.verify.column.ComparedColumn;
import io.tideline.verify.column.TableShape;
import io.tideline.verify.compare.RowDifference.Kind;
import io.tideline.verify.compare.RowDifference.Value;
import io.tideline.verify.database.DatabaseTable;
import io.tideline.verify.files.Candidates;
import io.tideline.verify.files.Candidates.Candidate;
import io.tideline.verify.files.History;
import io.tideline.verify.files.Workspace;
import io.tideline.verify.range.KeyRange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares one table with its files, from where an interrupted run has stopped. */
public final class TableCheck {

  private final Sides sides;
  private final TableShape shape;
  private final Workspace workspace;
  private final Candidates candidates;
  private final History history;

  public TableCheck(Sides sides, Workspace workspace) throws SQLException {
    this.sides = sides;
    this.shape = sides.shape();
    this.workspace = workspace;
    this.candidates = new Candidates(workspace, sides.rebuilt(), shape);
    this.history = new History(workspace, shape);
  }

  /**
   * @param areas of the key's first column that are compared; a table without ranges is compared as
   *     a whole
   * @param named what the result is called
   * @param notCompared columns that are left out, and why
   */
  public TableResult check(
      List<KeyRange> areas,
      CheckSettings settings,
      Progress progress,
      String named,
      Map<String, String> notCompared)
      throws SQLException, IOException, InterruptedException {
    DoneRanges done = new DoneRanges(workspace);
    long estimated = sides.database().estimatedRows(shape.database(), shape.table());
    Runnable afterEach =
        () -> {
          try {
            progress.compared(done.count(), done.rows(), estimated, candidates.count());
          } catch (SQLException e) {
            throw new IllegalStateException("the workspace cannot be read", e);
          }
        };
    if (shape.hasRanges()) {
      new RangeWalk(sides, candidates, done).walk(areas, settings, afterEach);
    } else {
      new PageWalk(sides, candidates, workspace, done).walk(settings, afterEach);
    }
    if (candidates.count() > 0) {
      progress.waiting(candidates.count());
    }
    boolean settled = new Settlement(sides, candidates).await(settings);
    history.judge();
    if (history.gaps() > 0 && sides.rebuilt().add(sides.files().finished())) {
      // A file may have been listed before the one that its events follow was shown.
      history.judge();
    }
    return new TableResult(
        named,
        shape.toString(),
        null,
        new TableResult.Scope(
            shape.columns().stream().map(ComparedColumn::name).toList(),
            notCompared,
            sides.files().finished().size(),
            sides.rebuilt().reached().map(Position::toString).orElse(null)),
        new TableResult.Rows(
            done.rows(),
            shape.hasRanges() ? done.rowsInFiles() : sides.rebuilt().rows(),
            candidates.count()),
        new TableResult.Events(history.events(), history.duplicates(), history.gaps()),
        samples(settings.shown()),
        done.list(),
        settled);
  }

  public History history() {
    return history;
  }

  private TableResult.Samples samples(int shown) throws SQLException, InterruptedException {
    return new TableResult.Samples(
        differences(candidates.list(0, Math.min(shown, DatabaseTable.KEYS_AT_ONCE))),
        history.duplicates(shown),
        history.gaps(0, shown),
        history.doubledFiles());
  }

  private List<RowDifference> differences(List<Candidate> some)
      throws SQLException, InterruptedException {
    if (some.isEmpty()) {
      return List.of();
    }
    List<List<String>> keys = some.stream().map(Candidate::key).toList();
    List<ComparedColumn> columns = shape.columns();
    List<String> inDatabase = new ArrayList<>();
    List<String> inFiles = new ArrayList<>();
    for (ComparedColumn column : columns) {
      inDatabase.addAll(List.of(column.inDatabase(), column.database().text()));
      inFiles.addAll(List.of(column.inFiles(), column.textInFiles()));
    }
    Map<List<String>, List<String>> expected = byKey(sides.table().texts(keys, inDatabase));
    Map<List<String>, List<String>> actual = byKey(sides.rebuilt().texts(keys, inFiles, false));
    List<RowDifference> differences = new ArrayList<>();
    for (List<String> key : keys) {
      differences.add(difference(key, expected.get(key), actual.get(key)));
    }
    return differences;
  }

  private RowDifference difference(List<String> key, List<String> expected, List<String> actual) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < key.size(); i++) {
      named.put(shape.key().get(i).name(), key.get(i));
    }
    if (expected == null || actual == null) {
      return new RowDifference(
          named, expected == null ? Kind.NOT_IN_DATABASE : Kind.NOT_IN_FILES, List.of());
    }
    List<Value> values = new ArrayList<>();
    int first = key.size();
    for (int i = 0; i < shape.columns().size(); i++) {
      ComparedColumn column = shape.columns().get(i);
      String left = expected.get(first + 2 * i);
      String right = actual.get(first + 2 * i);
      if (!isSame(column, left, right)) {
        values.add(
            new Value(
                column.name(), expected.get(first + 2 * i + 1), actual.get(first + 2 * i + 1)));
      }
    }
    return new RowDifference(named, Kind.VALUE, values);
  }

  private static boolean isSame(ComparedColumn column, String left, String right) {
    return column.isFloating() && left != null && right != null
        ? Double.parseDouble(left) == Double.parseDouble(right)
        : Objects.equals(left, right);
  }

  private Map<List<String>, List<String>> byKey(List<List<String>> rows) {
    Map<List<String>, List<String>> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(row.subList(0, shape.key().size()), row));
    return byKey;
  }
}
