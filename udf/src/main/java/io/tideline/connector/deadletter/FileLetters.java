package io.tideline.connector.deadletter;

import io.tideline.connector.files.format.RowJson;
import io.tideline.connector.files.sink.ChangeFilesSink;
import io.tideline.connector.files.sink.RefusedRows;
import io.tideline.event.CarriedEvent;
import io.tideline.event.ChangeColumns;
import io.tideline.event.DeadLetter;
import io.tideline.event.Route;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows that a table of files cannot hold, as dead letters. With the event that the row was made of
 * a letter can be replayed, to this table only; without it the row is a JSON object in {@code
 * after}, and the letter has no {@code op}, because a computed row must not pass for its event.
 */
public final class FileLetters implements RefusedRows {

  private static final long serialVersionUID = 1L;
  private static final String STAGE = "file";

  private final String table;
  private final RowType rows;
  private final ChangeFilesSink files;
  private final int restarts;
  private final boolean carriesEvent;

  /**
   * @param table as the SQL names it, {@code database.table}
   * @param rows the columns of the table's files
   * @param restarts see {@link RefusedRows#restarts()}
   */
  public FileLetters(String table, RowType rows, ChangeFilesSink files, int restarts) {
    this(table, rows, files, restarts, false);
  }

  private FileLetters(
      String table, RowType rows, ChangeFilesSink files, int restarts, boolean carriesEvent) {
    this.table = table;
    this.rows = rows;
    this.files = files;
    this.restarts = restarts;
    this.carriesEvent = carriesEvent;
  }

  /** The same for rows that have {@link CarriedEvent} behind the columns of the files. */
  public FileLetters withCarriedEvent() {
    return new FileLetters(table, rows, files, restarts, true);
  }

  @Override
  public ChangeFilesSink files() {
    return files;
  }

  @Override
  public RowType rowType() {
    if (!carriesEvent) {
      return rows;
    }
    List<RowType.RowField> fields = new ArrayList<>(rows.getFields());
    fields.add(new RowType.RowField(CarriedEvent.COLUMN, CarriedEvent.ROW_TYPE));
    return new RowType(fields);
  }

  @Override
  public int restarts() {
    return restarts;
  }

  @Override
  public boolean isForUs(RowData row) {
    RowData event = event(row);
    return event == null
        || event.isNullAt(CarriedEvent.ATTEMPT)
        || event.getInt(CarriedEvent.ATTEMPT) == 0
        || event.isNullAt(CarriedEvent.ROUTE)
        || Route.leadsTo(event.getString(CarriedEvent.ROUTE).toString(), table);
  }

  @Override
  public RowData letter(RowData row, Exception fault, long failedAt) {
    RowData event = event(row);
    return DeadLetter.letter(event == null ? rowAlone(row) : toUs(event), STAGE, fault, failedAt);
  }

  /** Null where the row brings none. */
  private RowData event(RowData row) {
    int column = rows.getFieldCount();
    return carriesEvent && !row.isNullAt(column) ? row.getRow(column, CarriedEvent.ARITY) : null;
  }

  private RowData toUs(RowData event) {
    GenericRowData routed = DeadLetter.event(event);
    if (!event.isNullAt(CarriedEvent.ROUTE)) {
      String route = event.getString(CarriedEvent.ROUTE).toString();
      routed.setField(CarriedEvent.ROUTE, StringData.fromString(Route.to(route, table)));
    }
    return routed;
  }

  private RowData rowAlone(RowData row) {
    GenericRowData event = new GenericRowData(CarriedEvent.ARITY);
    event.setField(ChangeColumns.AFTER, StringData.fromBytes(RowJson.of(rows, row)));
    event.setField(CarriedEvent.ATTEMPT, 0);
    event.setField(CarriedEvent.ROUTE, StringData.fromString(table));
    return event;
  }
}
