package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.DeadLetter;
import io.tideline.event.DeadLetterColumns;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/**
 * The table of what cannot be delivered: whole events with what is wrong with them, and a mark for
 * each that came again and was delivered.
 */
public final class DeadLetterOutput implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String STAGE = "decode";

  /** For each declared column its index in {@link DeadLetterColumns}. */
  private final int[] columns;

  private final boolean takesMarks;
  private final OutputTag<RowData> tag;

  /**
   * @param columns names of {@link DeadLetterColumns}, in the order in which the table declares
   *     them
   * @param producedType the type of the table's rows
   */
  public DeadLetterOutput(
      String name, List<String> columns, TypeInformation<RowData> producedType) {
    this.columns = columns.stream().mapToInt(DeadLetterColumns.NAMES::indexOf).toArray();
    List<String> names = DeadLetterColumns.NAMES;
    this.takesMarks =
        columns.contains(names.get(DeadLetterColumns.LETTER_ID))
            && columns.contains(names.get(DeadLetterColumns.KIND));
    this.tag = new OutputTag<>(name, producedType);
  }

  public OutputTag<RowData> tag() {
    return tag;
  }

  /** Whether the table has the columns without which a mark would look like a letter. */
  boolean takesMarks() {
    return takesMarks;
  }

  /**
   * @param route where the event was to go; null for everywhere
   */
  RowData row(ChangeEvent event, Exception error, String route, long failedAt) {
    return declared(DeadLetter.letter(new EventRow(event, route), STAGE, error, failedAt));
  }

  /** That a replayed letter has reached its table. */
  RowData done(ChangeEvent event, long time) {
    return declared(DeadLetter.done(new EventRow(event, event.provenance().route()), time));
  }

  private RowData declared(GenericRowData record) {
    GenericRowData row = new GenericRowData(columns.length);
    for (int i = 0; i < columns.length; i++) {
      row.setField(i, record.getField(columns[i]));
    }
    return row;
  }
}
