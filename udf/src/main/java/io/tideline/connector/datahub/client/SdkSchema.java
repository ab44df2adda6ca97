package io.tideline.connector.datahub.client;

import com.aliyun.datahub.client.model.BlobRecordData;
import com.aliyun.datahub.client.model.Field;
import com.aliyun.datahub.client.model.FieldType;
import com.aliyun.datahub.client.model.GetTopicResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.TupleRecordData;
import java.util.ArrayList;
import java.util.List;

/** A topic's columns as the SDK wants them, to make its records. */
final class SdkSchema {

  private final TopicSchema topic;
  private final RecordSchema tuple;

  SdkSchema(TopicSchema topic) {
    this.topic = topic;
    this.tuple = topic.isBlob() ? null : tuple(topic);
  }

  private static RecordSchema tuple(TopicSchema topic) {
    RecordSchema tuple = new RecordSchema();
    for (TopicSchema.Column column : topic.columns()) {
      tuple.addField(
          new Field(column.name(), FieldType.valueOf(column.type().name()), column.nullable()));
    }
    return tuple;
  }

  static TopicSchema read(GetTopicResult result) {
    List<TopicSchema.Column> columns = new ArrayList<>();
    if (result.getRecordType() == RecordType.TUPLE) {
      for (Field field : result.getRecordSchema().getFields()) {
        columns.add(
            new TopicSchema.Column(
                field.getName(),
                TopicSchema.Type.valueOf(field.getType().name()),
                field.isAllowNull()));
      }
    }
    return new TopicSchema(columns);
  }

  /** Whether it was made of this very object. */
  boolean isOf(TopicSchema schema) {
    return topic == schema;
  }

  /** Null for BLOB. */
  RecordSchema tuple() {
    return tuple;
  }

  RecordEntry entry(OutgoingRecord record) {
    RecordEntry entry = new RecordEntry();
    entry.setAttributes(record.attributes());
    if (record.blob() != null) {
      entry.setRecordData(new BlobRecordData(record.blob()));
      return entry;
    }
    TupleRecordData data = new TupleRecordData(tuple);
    Object[] fields = record.fields();
    for (int i = 0; i < fields.length; i++) {
      data.setField(i, fields[i]);
    }
    entry.setRecordData(data);
    return entry;
  }
}
