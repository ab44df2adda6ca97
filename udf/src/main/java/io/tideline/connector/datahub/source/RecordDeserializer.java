package io.tideline.connector.datahub.source;

import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/** Turns records of a topic into what the source emits. */
public interface RecordDeserializer<T> extends Serializable, ResultTypeQueryable<T> {

  /**
   * Called once per reader before the first record, with the topic's schema: look columns up here,
   * not per record.
   *
   * @param metrics of the reader
   */
  void open(TopicSchema schema, MetricGroup metrics);

  /** Emits none, one or several elements for a record. */
  void deserialize(TopicRecord record, Collector<T> out) throws IOException;
}
