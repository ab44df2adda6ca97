package io.tideline.connector.changes.raw;

import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.RecordDeserializer;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

/** Takes a record of the topic as a change event. Never fails: what is wrong is judged later. */
public final class ChangeEventDeserializer implements RecordDeserializer<ChangeEvent> {

  private static final long serialVersionUID = 1L;

  /** Where in the topic each of {@link ChangeColumns} stands. */
  private transient int[] columns;

  /**
   * @throws IllegalArgumentException when the topic lacks columns of a change event; names them all
   */
  @Override
  public void open(TopicSchema schema) {
    columns = new int[ChangeColumns.NAMES.size()];
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      columns[i] = schema.indexOf(ChangeColumns.NAMES.get(i));
      if (columns[i] < 0) {
        missing.add(ChangeColumns.NAMES.get(i));
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "the topic has no columns %s, so it holds no change events; its columns are %s",
              missing, schema));
    }
  }

  @Override
  public void deserialize(TopicRecord record, Collector<ChangeEvent> out) {
    Object time = record.field(columns[ChangeColumns.EVENT_TIME]);
    out.collect(
        new ChangeEvent.Builder()
            .eventId(text(record, ChangeColumns.EVENT_ID))
            .op(text(record, ChangeColumns.OP))
            .source(text(record, ChangeColumns.SOURCE))
            .table(
                text(record, ChangeColumns.DATABASE_NAME), text(record, ChangeColumns.TABLE_NAME))
            .eventTime(time instanceof Long ? Math.floorDiv((Long) time, 1000L) : null)
            .primaryKey(json(record, ChangeColumns.PRIMARY_KEY))
            .images(json(record, ChangeColumns.BEFORE), json(record, ChangeColumns.AFTER))
            .position(text(record, ChangeColumns.POSITION))
            .transactionId(text(record, ChangeColumns.TRANSACTION_ID))
            .build(provenance(record)));
  }

  private static Provenance provenance(TopicRecord record) {
    Map<String, String> attributes = record.attributes();
    long attempt = number(attributes.get(Stamp.ATTEMPT));
    return new Provenance(
        record.shardId(),
        record.sequence(),
        number(attributes.get(Stamp.RUN)),
        number(attributes.get(Stamp.SEQ)),
        (int) Math.min(Math.max(attempt, 0), Integer.MAX_VALUE),
        attributes.get(Stamp.ROUTE));
  }

  private String text(TopicRecord record, int column) {
    Object value = record.field(columns[column]);
    return value == null ? null : value.toString();
  }

  private byte[] json(TopicRecord record, int column) {
    String text = text(record, column);
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** A stamp that is no number proves nothing: the same as none. */
  private static long number(String stamp) {
    if (stamp == null) {
      return Provenance.UNSTAMPED;
    }
    try {
      return Math.max(Long.parseLong(stamp), Provenance.UNSTAMPED);
    } catch (NumberFormatException e) {
      return Provenance.UNSTAMPED;
    }
  }

  @Override
  public TypeInformation<ChangeEvent> getProducedType() {
    return SerializedType.of(ChangeEvent.class, ChangeEventSerializer.INSTANCE);
  }
}
