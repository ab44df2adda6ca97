package io.tideline.connector.changes;

import io.tideline.connector.changes.raw.ChangeEvent;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the events of a stream come from, in the order of each key. */
interface StreamSource {

  /** Whether it ends. */
  boolean isBounded();

  /**
   * @param uid the uid, and the name, of the source's operator
   */
  DataStream<ChangeEvent> open(StreamExecutionEnvironment environment, String uid);
}
