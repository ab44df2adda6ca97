package io.tideline.connector.datahub.client;

import com.aliyun.datahub.client.model.Field;
import com.aliyun.datahub.client.model.FieldType;
import com.aliyun.datahub.client.model.GetTopicResult;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.RecordType;
import java.util.ArrayList;
import java.util.List;

/** A topic's columns as the SDK has them. */
final class SdkSchema {

  private SdkSchema() {}

  static RecordSchema tuple(TopicSchema topic) {
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
}
