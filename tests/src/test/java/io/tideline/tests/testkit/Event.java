package io.tideline.tests.testkit;

import io.tideline.event.ChangeColumns;
import io.tideline.event.Op;
import io.tideline.event.Position;
import java.time.Instant;
import org.apache.flink.types.Row;

/** A change event as a test sees it. */
public record Event(
    String id,
    Op op,
    String table,
    Instant time,
    String key,
    String before,
    String after,
    Position position) {

  static Event of(Row row) {
    return new Event(
        text(row, ChangeColumns.EVENT_ID),
        Op.valueOf(text(row, ChangeColumns.OP)),
        text(row, ChangeColumns.TABLE_NAME),
        (Instant) row.getField(ChangeColumns.EVENT_TIME),
        text(row, ChangeColumns.PRIMARY_KEY),
        text(row, ChangeColumns.BEFORE),
        text(row, ChangeColumns.AFTER),
        Position.parse(text(row, ChangeColumns.POSITION)));
  }

  private static String text(Row row, int column) {
    return (String) row.getField(column);
  }
}
