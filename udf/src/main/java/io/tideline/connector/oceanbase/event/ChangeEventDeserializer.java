package io.tideline.connector.oceanbase.event;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSnapshotSplit;
import org.apache.flink.cdc.connectors.mysql.source.utils.RecordUtils;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
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
  private final TypeInformation<RowData> type;

  private transient Map<String, TableEvents> tables;
  private transient Map<String, TableMetrics> tableMetrics;
  private transient TableEvents last;
  private transient LogPlace place;
  private transient LogEvents logEvents;
  private transient MetricGroup metrics;
  private transient Counter capturedChanges;

  /**
   * @param source names the database in the events
   */
  public ChangeEventDeserializer(String source, TypeInformation<RowData> type) {
    this.source = source;
    this.type = type;
  }

  /** Called once, before the first record. */
  void open(MetricGroup metrics, int epoch) {
    this.tables = new HashMap<>();
    this.tableMetrics = new HashMap<>();
    this.place = new LogPlace(epoch);
    this.logEvents = new LogEvents(source, place);
    this.metrics = metrics;
    this.capturedChanges = metrics.counter("capturedChanges");
  }

  /** The first part of every position from here on. */
  void startEpoch(int epoch) {
    place.startEpoch(epoch);
  }

  /**
   * From here on rows of a snapshot belong to the chunk that was begun at this place of the log.
   */
  void startChunk(String file, long offset) {
    place.startChunk(file, offset);
  }

  /** Whether the record is surely a row's, as the one before was one of its table. */
  boolean knows(SourceRecord record) {
    return last != null && last.fits(record);
  }

  int fileOf(BinlogOffset offset) {
    return place.number(offset.getFilename());
  }

  @Override
  public void deserialize(SourceRecord record, Collector<RowData> out) {
    RowData event = tableOf(record).event(record, place);
    capturedChanges.inc();
    out.collect(event);
  }

  /**
   * @return the event that was emitted
   */
  RowData schemaChange(SourceRecord record, Collector<RowData> out) throws IOException {
    RowData event = logEvents.schemaChange(record);
    out.collect(event);
    return event;
  }

  /** Before the rows of a chunk that may have been read before. */
  void readAgain(MySqlSnapshotSplit chunk, Collector<RowData> out) {
    out.collect(logEvents.readAgain(chunk, System.currentTimeMillis()));
  }

  /**
   * @param seconds up to when the log is read, since the epoch
   */
  void heartbeat(BinlogOffset reached, long seconds, Collector<RowData> out) {
    out.collect(
        logEvents.heartbeat(reached, Math.max(0, seconds) * 1_000, System.currentTimeMillis()));
  }

  private TableEvents tableOf(SourceRecord record) {
    if (last != null && last.fits(record)) {
      return last;
    }
    TableEvents table = tables.get(record.topic());
    if (table == null || !table.fits(record)) {
      table = TableEvents.of(source, record, metricsOf(record));
      tables.put(record.topic(), table);
    }
    last = table;
    return table;
  }

  private TableMetrics metricsOf(SourceRecord record) {
    return tableMetrics.computeIfAbsent(
        record.topic(),
        topic -> TableMetrics.of(metrics, RecordUtils.getTableId(record).toString()));
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return type;
  }
}
