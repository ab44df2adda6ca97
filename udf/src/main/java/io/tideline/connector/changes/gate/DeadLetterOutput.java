package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Provenance;
import io.tideline.event.ChangeColumns;
import io.tideline.event.DeadLetterColumns;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.OutputTag;

/** The table of what cannot be delivered: whole events with what is wrong with them. */
public final class DeadLetterOutput implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String STAGE = "decode";

  /** For each declared column its index in {@link DeadLetterColumns}. */
  private final int[] columns;

  private final OutputTag<RowData> tag;

  /**
   * @param columns names of {@link DeadLetterColumns}, in the order in which the table declares
   *     them
   * @param producedType the type of the table's rows
   */
  public DeadLetterOutput(
      String name, List<String> columns, TypeInformation<RowData> producedType) {
    this.columns = columns.stream().mapToInt(DeadLetterColumns.NAMES::indexOf).toArray();
    this.tag = new OutputTag<>(name, producedType);
  }

  public OutputTag<RowData> tag() {
    return tag;
  }

  /**
   * @param route where the event was to go; null for everywhere
   */
  RowData row(ChangeEvent event, Exception error, String route, long failedAt) {
    Object[] letter = new Object[DeadLetterColumns.NAMES.size()];
    putEvent(letter, event);
    putProvenance(letter, event.provenance());
    letter[DeadLetterColumns.ROUTE] = StringData.fromString(route);
    letter[DeadLetterColumns.STAGE] = StringData.fromString(STAGE);
    letter[DeadLetterColumns.ERROR_CLASS] = StringData.fromString(error.getClass().getName());
    letter[DeadLetterColumns.ERROR] = StringData.fromString(error.getMessage());
    letter[DeadLetterColumns.FAILED_AT] = TimestampData.fromEpochMillis(failedAt);
    GenericRowData row = new GenericRowData(columns.length);
    for (int i = 0; i < columns.length; i++) {
      row.setField(i, letter[columns[i]]);
    }
    return row;
  }

  private static void putEvent(Object[] letter, ChangeEvent event) {
    letter[ChangeColumns.EVENT_ID] = StringData.fromString(event.eventId());
    letter[ChangeColumns.OP] = StringData.fromString(event.op());
    letter[ChangeColumns.SOURCE] = StringData.fromString(event.source());
    letter[ChangeColumns.DATABASE_NAME] = StringData.fromString(event.database());
    letter[ChangeColumns.TABLE_NAME] = StringData.fromString(event.table());
    letter[ChangeColumns.EVENT_TIME] =
        event.eventTime() == null ? null : TimestampData.fromEpochMillis(event.eventTime());
    letter[ChangeColumns.PRIMARY_KEY] = text(event.primaryKey());
    letter[ChangeColumns.BEFORE] = text(event.before());
    letter[ChangeColumns.AFTER] = text(event.after());
    letter[ChangeColumns.POSITION] = StringData.fromString(event.position());
    letter[ChangeColumns.TRANSACTION_ID] = StringData.fromString(event.transactionId());
  }

  private static void putProvenance(Object[] letter, Provenance provenance) {
    letter[DeadLetterColumns.SHARD] = StringData.fromString(provenance.shard());
    letter[DeadLetterColumns.SEQUENCE] = provenance.sequence();
    letter[DeadLetterColumns.RUN] = stamp(provenance.run());
    letter[DeadLetterColumns.SEQ] = stamp(provenance.seq());
    letter[DeadLetterColumns.ATTEMPT] = provenance.attempt();
  }

  private static Long stamp(long value) {
    return value == Provenance.UNSTAMPED ? null : value;
  }

  private static StringData text(byte[] json) {
    return json == null ? null : StringData.fromBytes(json);
  }
}
