package io.tideline.runner.letters;

import io.tideline.runner.job.Pipeline;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * The dead letters as {@code sql/replay} declares them, asked and changed by bounded jobs in this
 * process.
 */
public final class LetterStore {

  private static final String SELECTED = "replay.selected";

  private static final String DROP =
      """
      INSERT INTO replay.records (letter_id, kind, attempt, event_id, database_name, table_name, route, failed_at)
      SELECT letter_id, 'dropped', attempt, event_id, database_name, table_name, route, CURRENT_TIMESTAMP
      FROM replay.selected""";

  private final TableEnvironment tables =
      TableEnvironment.create(EnvironmentSettings.inBatchMode());

  private final List<RenderedStatement> inserts = new ArrayList<>();

  /**
   * @param folder the statements of {@code sql/replay}
   * @throws ScriptException when Flink refuses a declaration, at its place
   */
  public LetterStore(List<RenderedStatement> folder) throws ScriptException {
    tables.getConfig().set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
    for (RenderedStatement rendered : folder) {
      if (rendered.statement().startsWith("INSERT")) {
        inserts.add(rendered);
      } else {
        Pipeline.declare(tables, rendered);
      }
    }
  }

  /**
   * Letters with all their columns, the last that failed first.
   *
   * @throws ScriptException when the selection's predicate is no SQL over the letters' columns
   */
  public List<Map<String, Object>> list(Selection selection, int limit) throws Exception {
    return rows(
        "SELECT * FROM replay.letters WHERE "
            + selection.predicate()
            + " ORDER BY failed_at DESC, letter_id LIMIT "
            + limit,
        selection);
  }

  /** What is on record of one letter, in its order. */
  public List<Map<String, Object>> history(String letterId) throws Exception {
    Selection one = Selection.ofLetter(letterId);
    return rows(
        "SELECT kind, attempt, stage, error, failed_at FROM replay.records WHERE "
            + one.predicate()
            + " ORDER BY failed_at, attempt, kind",
        one);
  }

  /** How many letters there are, and how many of them hold an event and not just a row. */
  public record Count(long letters, long withEvent) {}

  public Count count(Selection selection) throws Exception {
    Map<String, Object> counts =
        rows(
                "SELECT COUNT(*) AS letters, COUNT(op) AS events FROM replay.letters WHERE "
                    + selection.predicate(),
                selection)
            .get(0);
    return new Count((Long) counts.get("letters"), (Long) counts.get("events"));
  }

  /**
   * Sends the letters into the topic, and writes down that it did, when all are there.
   *
   * @throws ScriptException when an INSERT of the folder is refused
   */
  public void replay(Selection selection) throws Exception {
    select(selection);
    StatementSet statements = tables.createStatementSet();
    for (RenderedStatement insert : inserts) {
      try {
        statements.addInsertSql(insert.sql());
      } catch (RuntimeException e) {
        throw insert.explain(e);
      }
    }
    await(statements.execute());
  }

  /** Writes down that the letters are of no more interest. */
  public void drop(Selection selection) throws Exception {
    select(selection);
    await(tables.executeSql(DROP));
  }

  /** Puts the selection in the place of the view that the INSERTs read. */
  private void select(Selection selection) {
    tables.dropTemporaryView(SELECTED);
    tables.createTemporaryView(
        SELECTED, tables.sqlQuery("SELECT * FROM replay.letters WHERE " + selection.predicate()));
  }

  private static void await(TableResult job) throws Exception {
    try {
      job.await();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the job over the dead letters failed", e);
    }
  }

  private List<Map<String, Object>> rows(String query, Selection selection) throws Exception {
    TableResult result;
    try {
      result = tables.executeSql(query);
    } catch (RuntimeException e) {
      throw selection.refused(e);
    }
    List<String> columns = result.getResolvedSchema().getColumnNames();
    List<Map<String, Object>> rows = new ArrayList<>();
    try (CloseableIterator<Row> iterator = result.collect()) {
      while (iterator.hasNext()) {
        Row row = iterator.next();
        Map<String, Object> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(column, row.getField(column)));
        rows.add(values);
      }
    }
    return rows;
  }
}
