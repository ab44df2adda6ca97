package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Provenance;
import io.tideline.event.FindingColumns;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.OutputTag;

/** The table of findings. */
public final class FindingOutput implements Serializable {

  private static final long serialVersionUID = 1L;

  /** For each declared column its index in {@link FindingColumns}. */
  private final int[] columns;

  private final OutputTag<RowData> tag;

  /**
   * @param columns names of {@link FindingColumns}, in the order in which the table declares them
   * @param producedType the type of the table's rows
   */
  public FindingOutput(String name, List<String> columns, TypeInformation<RowData> producedType) {
    this.columns = columns.stream().mapToInt(FindingColumns.NAMES::indexOf).toArray();
    this.tag = new OutputTag<>(name, producedType);
  }

  public OutputTag<RowData> tag() {
    return tag;
  }

  RowData row(Finding finding, long foundAt) {
    ChangeEvent event = finding.event();
    Provenance provenance = event.provenance();
    Object[] values = new Object[FindingColumns.NAMES.size()];
    values[FindingColumns.KIND] = StringData.fromString(finding.kind().text());
    values[FindingColumns.DATABASE_NAME] = StringData.fromString(event.database());
    values[FindingColumns.TABLE_NAME] = StringData.fromString(event.table());
    values[FindingColumns.PRIMARY_KEY] =
        event.primaryKey() == null
            ? null
            : StringData.fromString(new String(event.primaryKey(), StandardCharsets.UTF_8));
    values[FindingColumns.EXPECTED] = StringData.fromString(finding.expected());
    values[FindingColumns.FOUND] = StringData.fromString(finding.found());
    values[FindingColumns.LAST_POSITION] =
        finding.last() == null ? null : StringData.fromString(finding.last().toString());
    values[FindingColumns.POSITION] = StringData.fromString(event.position());
    values[FindingColumns.SHARD] = StringData.fromString(provenance.shard());
    values[FindingColumns.SEQUENCE] = provenance.sequence();
    values[FindingColumns.RUN] = stamp(provenance.run());
    values[FindingColumns.SEQ] = stamp(provenance.seq());
    values[FindingColumns.EVENT_ID] = StringData.fromString(event.eventId());
    values[FindingColumns.FOUND_AT] = TimestampData.fromEpochMillis(foundAt);
    GenericRowData row = new GenericRowData(columns.length);
    for (int i = 0; i < columns.length; i++) {
      row.setField(i, values[columns[i]]);
    }
    return row;
  }

  private static Long stamp(long value) {
    return value == Provenance.UNSTAMPED ? null : value;
  }
}
