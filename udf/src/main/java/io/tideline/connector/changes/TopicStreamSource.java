package io.tideline.connector.changes;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.ChangeEventDeserializer;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.source.DataHubSource;
import io.tideline.connector.datahub.table.PlanningCheck;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The events of a DataHub topic. */
final class TopicStreamSource implements StreamSource {

  private final DataHubSource<ChangeEvent> topic;
  private final ChangeEventDeserializer deserializer;
  private final PlanningCheck check;

  TopicStreamSource(ReadableConfig options, boolean bounded) {
    deserializer = new ChangeEventDeserializer(DataHubConnection.fromOptions(options).toString());
    topic = DataHubSource.fromOptions(options, bounded, deserializer).withoutIdleShards();
    check =
        PlanningCheck.fromOptions(
            options, "of stream '" + options.get(ChangesConnectorOptions.STREAM) + "'");
  }

  @Override
  public boolean isBounded() {
    return topic.getBoundedness() == Boundedness.BOUNDED;
  }

  @Override
  public DataStream<ChangeEvent> open(StreamExecutionEnvironment environment, String uid) {
    check.run(deserializer::checkColumns);
    boolean checkpoints = environment.getCheckpointConfig().isCheckpointingEnabled();
    return environment
        .fromSource(
            checkpoints ? topic : topic.withoutCheckpoints(), new HeartbeatWatermarks(), uid)
        .uid(uid);
  }
}
