package io.tideline.tests.integration.framework;

import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.RecordDeserializer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/** The text of a {@link TextTopic}'s record. */
final class TextDeserializer implements RecordDeserializer<String> {

  private static final long serialVersionUID = 1L;
  private transient int column;

  @Override
  public void open(TopicSchema schema, MetricGroup metrics) {
    column = schema.indexOf(TextTopic.COLUMN);
  }

  @Override
  public void deserialize(TopicRecord record, Collector<String> out) {
    out.collect((String) record.field(column));
  }

  @Override
  public TypeInformation<String> getProducedType() {
    return Types.STRING;
  }
}
