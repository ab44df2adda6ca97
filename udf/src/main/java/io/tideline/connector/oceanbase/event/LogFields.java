package io.tideline.connector.oceanbase.event;

import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Field;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;

/** What a change says about its place in the log. */
final class LogFields {

  private final Field origin;
  private final Field file;
  private final Field offset;
  private final Field row;
  private final Field time;
  private final Field transaction;

  LogFields(Field origin) {
    Schema schema = origin.schema();
    this.origin = origin;
    this.file = schema.field("file");
    this.offset = schema.field("pos");
    this.row = schema.field("row");
    this.time = schema.field("ts_ms");
    this.transaction = schema.field("gtid");
  }

  Struct of(Struct value) {
    return (Struct) value.get(origin);
  }

  String file(Struct source) {
    return (String) source.get(file);
  }

  long offset(Struct source) {
    return (Long) source.get(offset);
  }

  int row(Struct source) {
    return (Integer) source.get(row);
  }

  /** Milliseconds since the epoch, often whole seconds. */
  long time(Struct source) {
    return (Long) source.get(time);
  }

  /** Null where the log has no transaction ids. */
  String transaction(Struct source) {
    return transaction == null ? null : (String) source.get(transaction);
  }
}
