package io.tideline.tests.integration.damage;

import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Position;
import io.tideline.event.Stamp;
import io.tideline.tests.testkit.TupleRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A record that is whole as it is made, to be changed before it is put. */
final class Draft {

  /** The columns of the table whose row it is. */
  static final String COLUMNS =
      "id BIGINT NOT NULL, name VARCHAR(200), amount DECIMAL(12, 2), weight DOUBLE, ratio FLOAT,"
          + " quantity INT, rating TINYINT, paid BOOLEAN, born DATE, opens TIME(3),"
          + " placed TIMESTAMP(3), updated TIMESTAMP_LTZ(6), data BYTES, doc STRING";

  /** In the order of {@link ChangeColumns}. */
  final Object[] fields = new Object[ChangeColumns.NAMES.size()];

  final Map<String, String> attributes = new LinkedHashMap<>();

  /** Each column of the row as JSON. */
  final Map<String, String> row = new LinkedHashMap<>();

  /** Whether the writer's stamps are put on it at the end. */
  boolean stamped = true;

  private byte[] image;

  /**
   * @param label found again in the column transaction_id, whatever becomes of the rest
   */
  Draft(String label, long id, int place) {
    fields[ChangeColumns.EVENT_ID] = "event-" + id;
    fields[ChangeColumns.OP] = "INSERT";
    fields[ChangeColumns.SOURCE] = "shop-db";
    fields[ChangeColumns.DATABASE_NAME] = "shop";
    fields[ChangeColumns.TABLE_NAME] = "things";
    fields[ChangeColumns.EVENT_TIME] = 1_795_446_000_000_000L + place;
    fields[ChangeColumns.PRIMARY_KEY] = "{\"id\":" + id + "}";
    fields[ChangeColumns.POSITION] = Position.of(1, 1, place, 0, Position.WHOLE).toString();
    fields[ChangeColumns.TRANSACTION_ID] = label;
    row.put("id", Long.toString(id));
    row.put("name", "\"thing " + id + " 物\"");
    row.put("amount", id % 10_000 + ".50");
    row.put("weight", "0.25");
    row.put("ratio", "1.5");
    row.put("quantity", "12");
    row.put("rating", "-3");
    row.put("paid", "true");
    row.put("born", "\"2026-11-23\"");
    row.put("opens", "\"08:30:00.250\"");
    row.put("placed", "\"2026-11-23 15:00:00.123\"");
    row.put("updated", "\"2026-11-23 15:00:00.123456Z\"");
    row.put("data", "\"AAECAw==\"");
    row.put("doc", "\"a \\\"quoted\\\" word\"");
  }

  /** What the writer would stamp. */
  void stamp(long run, long seq) {
    attributes.put(Stamp.RUN, Long.toString(run));
    attributes.put(Stamp.SEQ, Long.toString(seq));
  }

  String json() {
    return row.entrySet().stream()
        .map(column -> '"' + column.getKey() + "\":" + column.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  byte[] jsonBytes() {
    return utf8(json());
  }

  /** In the place of the row's JSON. */
  void image(byte[] bytes) {
    image = bytes;
  }

  void image(String text) {
    image = utf8(text);
  }

  OutgoingRecord toRecord(RecordWriter out) {
    boolean removed = "DELETE".equals(fields[ChangeColumns.OP]);
    int column = removed ? ChangeColumns.BEFORE : ChangeColumns.AFTER;
    if (fields[column] == null) {
      fields[column] = image == null ? jsonBytes() : image;
    } else if (fields[column] == ABSENT) {
      fields[column] = null;
    }
    return TupleRecord.of(out, fields, attributes);
  }

  /** In the place of an image that the record shall not have. */
  static final Object ABSENT = new Object();

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
