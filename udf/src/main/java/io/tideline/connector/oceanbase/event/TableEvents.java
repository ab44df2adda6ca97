package io.tideline.connector.oceanbase.event;

import io.tideline.event.ChangeColumns;
import io.tideline.event.EventId;
import io.tideline.event.Op;
import io.tideline.event.Position;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Field;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.header.Headers;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * Makes the events of one table at one version of its schema. All fields are looked up here, once.
 */
final class TableEvents {

  private static final String MOVED_TO = "__debezium.newkey";
  private static final String MOVED_FROM = "__debezium.oldkey";

  private static final StringData READ = StringData.fromString(Op.READ.name());
  private static final StringData INSERT = StringData.fromString(Op.INSERT.name());
  private static final StringData UPDATE = StringData.fromString(Op.UPDATE.name());
  private static final StringData DELETE = StringData.fromString(Op.DELETE.name());

  private final Schema envelope;
  private final Schema keySchema;
  private final Field op;
  private final Field before;
  private final Field after;
  private final Field readTime;
  private final LogFields log;
  private final RowJson row;
  private final RowJson key;
  private final EventId ids;
  private final StringData source;
  private final StringData database;
  private final StringData table;

  private final TableMetrics metrics;

  private TableEvents(String source, SourceRecord record, TableMetrics metrics) {
    Struct value = (Struct) record.value();
    this.envelope = record.valueSchema();
    this.keySchema = record.keySchema();
    this.op = envelope.field("op");
    this.before = envelope.field("before");
    this.after = envelope.field("after");
    this.readTime = envelope.field("ts_ms");
    this.log = new LogFields(envelope.field("source"));
    Schema columns = after.schema();
    this.row = RowJson.of(columns);
    this.key = keySchema == null ? null : RowJson.ofKey(columns, keySchema);
    Struct origin = log.of(value);
    String databaseName = origin.getString("db");
    String tableName = origin.getString("table");
    this.ids = EventId.of(source, databaseName, tableName);
    this.source = StringData.fromString(source);
    this.database = StringData.fromString(databaseName);
    this.table = StringData.fromString(tableName);
    this.metrics = metrics;
  }

  static TableEvents of(String source, SourceRecord record, TableMetrics metrics) {
    return new TableEvents(source, record, metrics);
  }

  /** Whether the record is of this table and this version of it: schemas compare by identity. */
  boolean fits(SourceRecord record) {
    return record.valueSchema() == envelope && record.keySchema() == keySchema;
  }

  RowData event(SourceRecord record, LogPlace place) {
    Struct value = (Struct) record.value();
    switch (((String) value.get(op)).charAt(0)) {
      case 'r':
        metrics.read();
        return read(value, place);
      case 'c':
        metrics.inserted();
        return change(INSERT, value, null, image(value, after), place, half(record, MOVED_FROM));
      case 'u':
        metrics.updated();
        return change(UPDATE, value, image(value, before), image(value, after), place, 0);
      case 'd':
        metrics.deleted();
        return change(DELETE, value, image(value, before), null, place, half(record, MOVED_TO));
      default:
        throw new IllegalStateException(
            "a change of " + database + "." + table + " has the unknown op " + value.get(op));
    }
  }

  private RowData read(Struct value, LogPlace place) {
    Struct image = image(value, after);
    String afterText = row.text(image);
    String keyText = key == null ? null : key.text(image);
    Position position = key == null ? place.ofNextInChunk() : place.ofChunk();
    GenericRowData event = new GenericRowData(ChangeColumns.NAMES.size());
    event.setField(
        ChangeColumns.EVENT_ID, StringData.fromString(ids.read(position, keyText, afterText)));
    event.setField(ChangeColumns.OP, READ);
    // The log says nothing about a row that was found; it was there when it was read.
    event.setField(
        ChangeColumns.EVENT_TIME, TimestampData.fromEpochMillis((Long) value.get(readTime)));
    event.setField(ChangeColumns.PRIMARY_KEY, StringData.fromString(keyText));
    event.setField(ChangeColumns.AFTER, StringData.fromString(afterText));
    event.setField(ChangeColumns.POSITION, StringData.fromString(position.toString()));
    return named(event);
  }

  private RowData change(
      StringData what, Struct value, Struct old, Struct now, LogPlace place, int half) {
    Struct origin = log.of(value);
    Position position = place.of(log.file(origin), log.offset(origin), log.row(origin), half);
    GenericRowData event = new GenericRowData(ChangeColumns.NAMES.size());
    event.setField(ChangeColumns.EVENT_ID, StringData.fromString(ids.change(position)));
    event.setField(ChangeColumns.OP, what);
    event.setField(ChangeColumns.EVENT_TIME, TimestampData.fromEpochMillis(log.time(origin)));
    if (key != null) {
      event.setField(
          ChangeColumns.PRIMARY_KEY, StringData.fromString(key.text(now == null ? old : now)));
    }
    if (old != null) {
      event.setField(ChangeColumns.BEFORE, StringData.fromString(row.text(old)));
    }
    if (now != null) {
      event.setField(ChangeColumns.AFTER, StringData.fromString(row.text(now)));
    }
    event.setField(ChangeColumns.POSITION, StringData.fromString(position.toString()));
    event.setField(ChangeColumns.TRANSACTION_ID, StringData.fromString(log.transaction(origin)));
    return named(event);
  }

  private RowData named(GenericRowData event) {
    event.setField(ChangeColumns.SOURCE, source);
    event.setField(ChangeColumns.DATABASE_NAME, database);
    event.setField(ChangeColumns.TABLE_NAME, table);
    return event;
  }

  private static Struct image(Struct value, Field field) {
    return (Struct) value.get(field);
  }

  /** An update that changes the key arrives as a delete and an insert at the same position. */
  private static int half(SourceRecord record, String header) {
    Headers headers = record.headers();
    if (headers.isEmpty() || headers.lastWithName(header) == null) {
      return Position.WHOLE;
    }
    return header.equals(MOVED_TO) ? Position.OLD_KEY : Position.NEW_KEY;
  }
}
