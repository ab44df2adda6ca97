package io.tideline.connector.datahub.sink;

import io.tideline.connector.deadletter.DeadLettersConnectorOptions;
import io.tideline.connector.files.ChangeFilesConnectorOptions;
import io.tideline.connector.files.FilesDirectory;
import io.tideline.connector.files.format.JsonFormat;
import io.tideline.connector.files.sink.ChangeFilesSink;
import io.tideline.connector.files.sink.FileNames;
import io.tideline.connector.files.sink.FileTable;
import io.tideline.connector.files.sink.RollingPolicy;
import io.tideline.connector.files.sink.WriteRetry;
import io.tideline.event.ChangeColumns;
import io.tideline.event.DeadLetterColumns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
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
    RowType letters = (RowType) DeadLetterColumns.DATA_TYPE.getLogicalType();
    JsonFormat format = new JsonFormat(letters);
    String name = "letters_" + table.getDatabaseName() + "." + table.getObjectName();
    this.files =
        new ChangeFilesSink(
            new FileTable(
                FilesDirectory.absolute(path),
                new FileNames("dead", name, format.suffix()),
                format,
                letters),
            new RollingPolicy(
                ChangeFilesConnectorOptions.ROLLING_SIZE.defaultValue().getBytes(),
                DeadLettersConnectorOptions.ROLLING_INTERVAL.defaultValue()),
            new WriteRetry(
                ChangeFilesConnectorOptions.WRITE_RETRIES.defaultValue(),
                ChangeFilesConnectorOptions.WRITE_RETRY_DELAY.defaultValue()),
            "rows");
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
   * @param failedAt milliseconds since the epoch
   */
  RowData letter(RowData row, long shard, Exception fault, long failedAt) throws IOException {
    GenericRowData letter = new GenericRowData(DeadLetterColumns.NAMES.size());
    if (event == null) {
      letter.setField(ChangeColumns.AFTER, json(row));
    } else {
      for (int i = 0; i < event.length; i++) {
        LogicalType type = rows.getTypeAt(event[i]);
        letter.setField(i, RowData.createFieldGetter(type, event[i]).getFieldOrNull(row));
      }
    }
    letter.setField(DeadLetterColumns.SHARD, StringData.fromString(Long.toString(shard)));
    letter.setField(DeadLetterColumns.STAGE, StringData.fromString(STAGE));
    letter.setField(
        DeadLetterColumns.ERROR_CLASS, StringData.fromString(fault.getClass().getName()));
    letter.setField(DeadLetterColumns.ERROR, StringData.fromString(fault.getMessage()));
    letter.setField(DeadLetterColumns.ATTEMPT, 0);
    letter.setField(DeadLetterColumns.FAILED_AT, TimestampData.fromEpochMillis(failedAt));
    return letter;
  }

  private StringData json(RowData row) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var encoder = new JsonFormat(rows).create(out);
    encoder.write(row);
    encoder.finish();
    return StringData.fromBytes(out.toByteArray(), 0, out.size() - 1);
  }
}
