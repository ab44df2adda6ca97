package io.tideline.connector.oceanbase.event;

import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import io.debezium.relational.history.TableChanges.TableChangeType;
import io.tideline.connector.oceanbase.log.KnownLogs;
import io.tideline.connector.oceanbase.log.ServerLog;
import io.tideline.connector.oceanbase.log.StampedOffset;
import io.tideline.connector.oceanbase.log.Statement;
import io.tideline.connector.oceanbase.reader.ReaderParts;
import io.tideline.event.ChangeColumns;
import java.util.Iterator;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlRecordEmitter;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplitState;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSnapshotSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplitState;
import org.apache.flink.cdc.connectors.mysql.source.split.SourceRecords;
import org.apache.flink.cdc.connectors.mysql.source.utils.RecordUtils;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/**
 * Emits all that upstream's records hold as events, and keeps the split's place in the log.
 *
 * <p>Upstream converts the offset of every record; a batch is emitted as a whole between two
 * checkpoints, so that of its last record is enough.
 */
public final class ChangeEventEmitter extends MySqlRecordEmitter<RowData> {

  private final ChangeEventDeserializer deserializer;
  private final ReaderParts parts;
  private final KnownLogs logs;
  private final ServerLog server;
  private final RowOutput rows = new RowOutput();
  private int epoch;

  public ChangeEventEmitter(ChangeEventDeserializer deserializer, ReaderParts parts) {
    super(deserializer, parts.upstreamMetrics(), false);
    this.deserializer = deserializer;
    this.parts = parts;
    this.logs = parts.logs();
    this.server = parts.server();
    this.epoch = parts.options().epoch();
    deserializer.open(parts.metricGroup(), epoch);
  }

  /** A snapshot is always of the epoch of the options. */
  @Override
  public void applySplit(MySqlSplit split) {
    epoch = parts.options().epoch();
    if (split.isBinlogSplit()) {
      epoch = StampedOffset.epoch(split.asBinlogSplit().getStartingOffset(), epoch);
    }
    deserializer.startEpoch(epoch);
  }

  @Override
  public void emitRecord(SourceRecords records, SourceOutput<RowData> output, MySqlSplitState split)
      throws Exception {
    if (split.isSnapshotSplitState()) {
      super.emitRecord(records, output, split);
      return;
    }
    rows.output = output;
    MySqlBinlogSplitState log = split.asBinlogSplitState();
    SourceRecord last = null;
    for (Iterator<SourceRecord> all = records.iterator(); all.hasNext(); ) {
      SourceRecord record = all.next();
      if (deserializer.knows(record) || RecordUtils.isDataChangeRecord(record)) {
        deserializer.deserialize(record, rows);
        last = record;
      } else {
        super.processElement(record, output, split);
        if (emitOther(record, log)) {
          last = null;
        }
      }
    }
    if (last != null) {
      log.setStartingOffset(RecordUtils.getBinlogPosition(last));
      recordDelay(last);
    }
    BinlogOffset reached = log.getStartingOffset();
    if (reached != null && reached.getFilename() != null && !reached.getFilename().isEmpty()) {
      parts.metrics().reached(epoch, deserializer.fileOf(reached), reached.getPosition());
    }
  }

  /**
   * @return whether the split's place is that of the record now
   */
  private boolean emitOther(SourceRecord record, MySqlBinlogSplitState log) throws Exception {
    if (RecordUtils.isSchemaChangeEvent(record)) {
      RowData event = deserializer.schemaChange(record, rows);
      if (Statement.dropsTable(LogEvents.ddl(record))) {
        forget(event, log);
      }
      // Its offset is behind the statement, where the next restart would miss the other tables.
      if (LogEvents.isOneOfSeveral(record)) {
        return false;
      }
      log.setStartingOffset(RecordUtils.getBinlogPosition(record));
      return true;
    }
    if (RecordUtils.isHeartbeatEvent(record)) {
      deserializer.heartbeat(
          log.getStartingOffset(), RecordUtils.getBinlogPosition(record).getTimestampSec(), rows);
      return true;
    }
    return false;
  }

  /** Upstream would keep the table in the state, and take it for one that exists. */
  private static void forget(RowData event, MySqlBinlogSplitState log) {
    TableId table =
        new TableId(
            event.getString(ChangeColumns.DATABASE_NAME).toString(),
            null,
            event.getString(ChangeColumns.TABLE_NAME).toString());
    log.recordSchema(
        table, new TableChange(TableChangeType.DROP, Table.editor().tableId(table).create()));
  }

  /**
   * Upstream sends each chunk as low watermark, rows, high watermark, one chunk after the other.
   */
  @Override
  protected void processElement(
      SourceRecord record, SourceOutput<RowData> output, MySqlSplitState split) throws Exception {
    if (RecordUtils.isLowWatermarkEvent(record)) {
      BinlogOffset low = RecordUtils.getWatermark(record);
      deserializer.startChunk(low.getFilename(), low.getPosition());
      MySqlSnapshotSplit chunk = split.toMySqlSplit().asSnapshotSplit();
      if (parts.chunksAgain().reading(chunk, low.getFilename(), low.getPosition())) {
        rows.output = output;
        deserializer.readAgain(chunk, rows);
      }
    }
    super.processElement(record, output, split);
    if (RecordUtils.isHighWatermarkEvent(record)) {
      BinlogOffset high = RecordUtils.getWatermark(record);
      split
          .asSnapshotSplitState()
          .setHighWatermark(
              StampedOffset.of(high, epoch, logs.ofOrAsk(high.getFilename(), server)));
    }
  }

  private void recordDelay(SourceRecord record) {
    Long changed = RecordUtils.getMessageTimestamp(record);
    Long fetched = RecordUtils.getFetchTimestamp(record);
    if (changed != null && changed > 0 && fetched != null && fetched >= changed) {
      parts.upstreamMetrics().recordFetchDelay(fetched - changed);
    }
  }

  /** Events with the time of their change, which Flink's own lag metric is made of. */
  private static final class RowOutput implements Collector<RowData> {

    private SourceOutput<RowData> output;

    @Override
    public void collect(RowData row) {
      output.collect(row, row.getTimestamp(ChangeColumns.EVENT_TIME, 3).getMillisecond());
    }

    @Override
    public void close() {
      // It is the reader's.
    }
  }
}
