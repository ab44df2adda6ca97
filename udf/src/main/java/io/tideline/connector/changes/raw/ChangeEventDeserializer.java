package io.tideline.connector.changes.raw;

import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.client.TopicSchema.Type;
import io.tideline.connector.datahub.source.RecordDeserializer;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.util.Collector;

/** Takes a record of the topic as a change event. Never fails: what is wrong is judged later. */
public final class ChangeEventDeserializer implements RecordDeserializer<ChangeEvent> {

  private static final long serialVersionUID = 1L;

  private final String topic;

  /** Where in the topic each of {@link ChangeColumns} stands. */
  private transient int[] columns;

  /**
   * @param topic what errors call the topic
   */
  public ChangeEventDeserializer(String topic) {
    this.topic = topic;
  }

  @Override
  public void open(TopicSchema schema, MetricGroup metrics) {
    checkColumns(schema);
    columns = ChangeColumns.NAMES.stream().mapToInt(schema::indexOf).toArray();
  }

  /**
   * @throws ValidationException when the topic lacks columns of a change event or has them with
   *     other types; names them all
   */
  public void checkColumns(TopicSchema schema) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < ChangeColumns.NAMES.size(); i++) {
      String name = ChangeColumns.NAMES.get(i);
      Type type = i == ChangeColumns.EVENT_TIME ? Type.TIMESTAMP : Type.STRING;
      int index = schema.indexOf(name);
      if (index < 0) {
        problems.add("it has no column '" + name + "' of type " + type);
      } else if (schema.columns().get(index).type() != type) {
        problems.add(
            String.format(
                "its column '%s' is %s, not %s", name, schema.columns().get(index).type(), type));
      }
    }
    if (!problems.isEmpty()) {
      throw new ValidationException(
          String.format(
              "topic %s holds no change events:\n  %s\nThe topic has: %s",
              topic, String.join("\n  ", problems), schema));
    }
  }

  @Override
  public void deserialize(TopicRecord record, Collector<ChangeEvent> out) {
    Object time = record.field(columns[ChangeColumns.EVENT_TIME]);
    out.collect(
        ChangeEvent.of(
            texts(record),
            time instanceof Long ? Math.floorDiv((Long) time, 1000L) : null,
            provenance(record)));
  }

  /** As the record has them. */
  private EventTexts texts(TopicRecord record) {
    int[] ends = new int[EventTexts.COUNT];
    int size = 0;
    for (int i = 0; i < ends.length; i++) {
      int text = i == ChangeColumns.EVENT_TIME ? TopicRecord.NULL : record.utf8Size(columns[i]);
      size += Math.max(text, 0);
      ends[i] = text == TopicRecord.NULL ? ~size : size;
    }
    byte[] bytes = new byte[size];
    int from = 0;
    for (int i = 0; i < ends.length; i++) {
      if (ends[i] > from) {
        record.copyUtf8(columns[i], bytes, from);
        from = ends[i];
      }
    }
    return new EventTexts(bytes, ends);
  }

  private static Provenance provenance(TopicRecord record) {
    long attempt = number(record.attribute(Stamp.ATTEMPT));
    return new Provenance(
        record.shardId(),
        record.sequence(),
        number(record.attribute(Stamp.RUN)),
        number(record.attribute(Stamp.SEQ)),
        (int) Math.min(Math.max(attempt, 0), Integer.MAX_VALUE),
        record.attribute(Stamp.ROUTE));
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
