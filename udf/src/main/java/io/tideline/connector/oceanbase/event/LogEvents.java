package io.tideline.connector.oceanbase.event;

import io.debezium.relational.history.HistoryRecord;
import io.tideline.connector.oceanbase.log.Statement;
import io.tideline.event.ChangeColumns;
import io.tideline.event.EventId;
import io.tideline.event.Op;
import io.tideline.event.Position;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSnapshotSplit;
import org.apache.flink.cdc.connectors.mysql.source.utils.RecordUtils;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * Makes the events that speak of no single row: SCHEMA and TRUNCATE, whose {@code after} is the
 * statement as {@code {"ddl":"…"}}, REREAD, whose {@code after} is a range of keys as {@code
 * {"range":{"from":…,"to":…}}}, and HEARTBEAT, which has neither table nor images.
 */
final class LogEvents {

  private final String source;
  private final LogPlace place;

  private Position statement;
  private int ordinal;

  LogEvents(String source, LogPlace place) {
    this.source = source;
    this.place = place;
  }

  RowData schemaChange(SourceRecord record) throws IOException {
    Struct origin = ((Struct) record.value()).getStruct(HistoryRecord.Fields.SOURCE);
    String ddl = ddl(record);
    String database = origin.getString("db");
    Position position =
        place.of(origin.getString("file"), origin.getInt64("pos"), 0, Position.WHOLE);
    String table = table(origin.getString("table"), position);
    StringBuilder after = new StringBuilder("{\"ddl\":");
    JsonText.string(after, ddl);
    GenericRowData event =
        event(
            Statement.emptiesTable(ddl) ? Op.TRUNCATE : Op.SCHEMA,
            position,
            origin.getInt64("ts_ms"));
    event.setField(
        ChangeColumns.EVENT_ID,
        StringData.fromString(EventId.of(source, database, table).change(position)));
    return of(event, database, table, after);
  }

  /** Whether the record is one of several that one statement became, or may be. */
  static boolean isOneOfSeveral(SourceRecord record) throws IOException {
    Struct origin = ((Struct) record.value()).getStruct(HistoryRecord.Fields.SOURCE);
    return origin.getString("table").indexOf(',') >= 0 || Statement.dropsDatabase(ddl(record));
  }

  static String ddl(SourceRecord record) throws IOException {
    return RecordUtils.getHistoryRecord(record)
        .document()
        .getString(HistoryRecord.Fields.DDL_STATEMENTS);
  }

  /** A chunk of a snapshot, whose rows come next, may have been read before. */
  RowData readAgain(MySqlSnapshotSplit chunk, long now) {
    String database = chunk.getTableId().catalog();
    String table = chunk.getTableId().table();
    Position position = place.ofChunk();
    String range = KeyRange.of(chunk);
    GenericRowData event = event(Op.REREAD, position, now);
    event.setField(
        ChangeColumns.EVENT_ID,
        StringData.fromString(EventId.of(source, database, table).reread(position, range)));
    return of(event, database, table, new StringBuilder("{\"range\":").append(range));
  }

  /**
   * @param after all but its end
   */
  private static RowData of(
      GenericRowData event, String database, String table, StringBuilder after) {
    event.setField(ChangeColumns.DATABASE_NAME, StringData.fromString(database));
    event.setField(ChangeColumns.TABLE_NAME, StringData.fromString(table));
    event.setField(ChangeColumns.AFTER, StringData.fromString(after.append('}').toString()));
    return event;
  }

  /**
   * A statement on several tables comes as a record for each, and each names them all, in the order
   * of a hash: ours is that of the names.
   */
  private String table(String names, Position position) {
    ordinal = position.equals(statement) ? ordinal + 1 : 0;
    statement = position;
    String[] tables = names.split(",");
    Arrays.sort(tables);
    return tables[Math.min(ordinal, tables.length - 1)];
  }

  /**
   * @param reached all changes before are emitted, none at or behind it is
   * @param time up to when the log is read, in milliseconds since the epoch; a change behind may be
   *     older, by as long as its statement took
   */
  RowData heartbeat(BinlogOffset reached, long time, long now) {
    Position position = place.of(reached.getFilename(), reached.getPosition(), 0, Position.WHOLE);
    GenericRowData event = event(Op.HEARTBEAT, position, time);
    event.setField(
        ChangeColumns.EVENT_ID,
        StringData.fromString(EventId.of(source, null, null).heartbeat(position, now)));
    return event;
  }

  private GenericRowData event(Op op, Position position, long time) {
    GenericRowData event = new GenericRowData(ChangeColumns.NAMES.size());
    event.setField(ChangeColumns.OP, StringData.fromString(op.name()));
    event.setField(ChangeColumns.SOURCE, StringData.fromString(source));
    event.setField(ChangeColumns.EVENT_TIME, TimestampData.fromEpochMillis(time));
    event.setField(ChangeColumns.POSITION, StringData.fromString(position.toString()));
    return event;
  }
}
