package io.tideline.connector.oceanbase.event;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/**
 * Turns row changes of any table into rows of {@link io.tideline.event.ChangeColumns}.
 *
 * <p>How a table is written is worked out once for each version of its schema and kept per table:
 * upstream makes a new schema object for every chunk of a snapshot, so what is kept must not grow
 * with them.
 */
public final class ChangeEventDeserializer implements DebeziumDeserializationSchema<RowData> {

  private static final long serialVersionUID = 1L;

  private final String source;
  private final int logEpoch;
  private final TypeInformation<RowData> type;

  private transient Map<String, TableEvents> tables;
  private transient TableEvents last;
  private transient LogPlace place;
  private transient Counter capturedChanges;

  /**
   * @param source names the database in the events
   * @param logEpoch the first part of every position
   */
  public ChangeEventDeserializer(String source, int logEpoch, TypeInformation<RowData> type) {
    this.source = source;
    this.logEpoch = logEpoch;
    this.type = type;
  }

  /** Called once, before the first record. */
  public void open(Counter capturedChanges) {
    this.tables = new HashMap<>();
    this.place = new LogPlace(logEpoch);
    this.capturedChanges = capturedChanges;
  }

  /**
   * From here on rows of a snapshot belong to the chunk that was begun at this place of the log.
   */
  void startChunk(String file, long offset) {
    place.startChunk(file, offset);
  }

  @Override
  public void deserialize(SourceRecord record, Collector<RowData> out) {
    RowData event = tableOf(record).event(record, place);
    capturedChanges.inc();
    out.collect(event);
  }

  private TableEvents tableOf(SourceRecord record) {
    if (last != null && last.fits(record)) {
      return last;
    }
    TableEvents table = tables.get(record.topic());
    if (table == null || !table.fits(record)) {
      table = TableEvents.of(source, record);
      tables.put(record.topic(), table);
    }
    last = table;
    return table;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return type;
  }
}
