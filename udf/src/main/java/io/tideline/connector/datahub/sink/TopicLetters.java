package io.tideline.connector.datahub.sink;

import io.tideline.connector.deadletter.LetterFiles;
import io.tideline.connector.files.format.RowJson;
import io.tideline.connector.files.sink.ChangeFilesSink;
import io.tideline.event.CarriedEvent;
import io.tideline.event.ChangeColumns;
import io.tideline.event.DeadLetter;
import io.tideline.event.DeadLetterColumns;
import io.tideline.event.Stamp;
import java.io.Serializable;
import java.util.Map;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows that can never be records of the topic, as dead letters in files that a table of
 * 'dead-letters' over the same directory reads. A table that has the columns of a change event
 * gives those; of another, the row is a JSON object in {@code after}.
 */
public final class TopicLetters implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String STAGE = "topic";

  private final RowType rows;
  private final ChangeFilesSink files;

  /** For each column of a change event its index in a row; null when the table has others. */
  private final int[] event;

  /**
   * @param table its name keeps the files apart from those of others in the directory
   * @param rows the physical columns
   * @param path of the directory, a URI or a path
   * @throws IllegalArgumentException when there can be no such files
   */
  public TopicLetters(ObjectIdentifier table, RowType rows, String path) {
    this.rows = rows;
    this.event = eventColumns(rows);
    this.files = LetterFiles.of(table.getDatabaseName() + "." + table.getObjectName(), path);
  }

  private static int[] eventColumns(RowType rows) {
    int[] columns = new int[ChangeColumns.NAMES.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = rows.getFieldIndex(ChangeColumns.NAMES.get(i));
      LogicalType type = ChangeColumns.ROW_TYPE.getTypeAt(i);
      if (columns[i] < 0 || !rows.getTypeAt(columns[i]).copy(true).equals(type.copy(true))) {
        return null;
      }
    }
    return columns;
  }

  ChangeFilesSink files() {
    return files;
  }

  /**
   * @param attributes of the record: a letter that is sent again says so in them
   * @param failedAt milliseconds since the epoch
   */
  RowData letter(
      RowData row, Map<String, String> attributes, long shard, Exception fault, long failedAt) {
    GenericRowData letter = new GenericRowData(CarriedEvent.ARITY);
    if (event == null) {
      letter.setField(ChangeColumns.AFTER, StringData.fromBytes(RowJson.of(rows, row)));
    } else {
      for (int i = 0; i < event.length; i++) {
        LogicalType type = rows.getTypeAt(event[i]);
        letter.setField(i, RowData.createFieldGetter(type, event[i]).getFieldOrNull(row));
      }
    }
    letter.setField(DeadLetterColumns.SHARD, StringData.fromString(Long.toString(shard)));
    letter.setField(
        CarriedEvent.ATTEMPT, Integer.parseInt(attributes.getOrDefault(Stamp.ATTEMPT, "0")));
    letter.setField(CarriedEvent.ROUTE, StringData.fromString(attributes.get(Stamp.ROUTE)));
    return DeadLetter.letter(letter, STAGE, fault, failedAt);
  }
}
