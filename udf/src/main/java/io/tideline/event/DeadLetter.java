package io.tideline.event;

import io.tideline.hash.Murmur128;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * Puts together the records of a store of dead letters, in the form of {@link DeadLetterColumns}.
 *
 * <p>A letter is named by its event and its route, so it has the same id when it fails again: then
 * {@code attempt} is greater.
 */
public final class DeadLetter {

  private static final RowData.FieldGetter[] CARRIED = new RowData.FieldGetter[CarriedEvent.ARITY];

  static {
    for (int i = 0; i < CARRIED.length; i++) {
      CARRIED[i] = RowData.createFieldGetter(CarriedEvent.ROW_TYPE.getTypeAt(i), i);
    }
  }

  private DeadLetter() {}

  /**
   * @param event in the form of {@link CarriedEvent}
   * @param stage what could not go on with it: {@code topic}, {@code decode} or {@code file}
   * @param failedAt milliseconds since the epoch
   */
  public static GenericRowData letter(RowData event, String stage, Throwable error, long failedAt) {
    GenericRowData letter = letter(event, failedAt);
    letter.setField(DeadLetterColumns.STAGE, StringData.fromString(stage));
    letter.setField(
        DeadLetterColumns.ERROR_CLASS, StringData.fromString(error.getClass().getName()));
    letter.setField(DeadLetterColumns.ERROR, StringData.fromString(error.getMessage()));
    return letter;
  }

  /** A letter that says nothing yet of what is wrong with the event. */
  public static GenericRowData letter(RowData event, long failedAt) {
    return record(event, DeadLetterColumns.LETTER, failedAt);
  }

  /** That a letter, sent again, has reached its table: without the images, which nobody needs. */
  public static GenericRowData done(RowData event, long time) {
    GenericRowData mark = record(event, DeadLetterColumns.DONE, time);
    mark.setField(ChangeColumns.BEFORE, null);
    mark.setField(ChangeColumns.AFTER, null);
    return mark;
  }

  /** A copy of an event in the form of {@link CarriedEvent}, to be changed. */
  public static GenericRowData event(RowData event) {
    GenericRowData copy = new GenericRowData(CarriedEvent.ARITY);
    for (int i = 0; i < CarriedEvent.ARITY; i++) {
      copy.setField(i, CARRIED[i].getFieldOrNull(event));
    }
    return copy;
  }

  private static GenericRowData record(RowData event, String kind, long time) {
    GenericRowData record = new GenericRowData(DeadLetterColumns.NAMES.size());
    for (int i = 0; i <= DeadLetterColumns.SEQ; i++) {
      record.setField(i, CARRIED[i].getFieldOrNull(event));
    }
    record.setField(DeadLetterColumns.ATTEMPT, CARRIED[CarriedEvent.ATTEMPT].getFieldOrNull(event));
    record.setField(DeadLetterColumns.ROUTE, CARRIED[CarriedEvent.ROUTE].getFieldOrNull(event));
    record.setField(DeadLetterColumns.FAILED_AT, TimestampData.fromEpochMillis(time));
    record.setField(DeadLetterColumns.LETTER_ID, StringData.fromString(id(event)));
    record.setField(DeadLetterColumns.KIND, StringData.fromString(kind));
    return record;
  }

  /** Not of where the event stands in the topic: sent again it stands elsewhere. */
  private static String id(RowData event) {
    Murmur128 hash = new Murmur128();
    for (int i = 0; i < ChangeColumns.NAMES.size(); i++) {
      if (i == ChangeColumns.EVENT_TIME) {
        hash.add(event.isNullAt(i) ? -1 : event.getTimestamp(i, 3).getMillisecond(), 0);
      } else {
        hash.add(event.isNullAt(i) ? null : event.getString(i).toBytes());
      }
    }
    boolean everywhere = event.isNullAt(CarriedEvent.ROUTE);
    hash.add(everywhere ? null : event.getString(CarriedEvent.ROUTE).toBytes()).finish();
    return String.format("%016x%016x", hash.high(), hash.low());
  }
}
