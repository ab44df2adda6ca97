package io.tideline.tests.integration.framework;

import io.tideline.connector.datahub.source.DataHubSource;
import io.tideline.local.datahub.LocalDatahub;
import java.net.URL;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.testframe.external.ExternalSystemSplitDataWriter;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;

/** What Flink's tests of a source need to know of DataHub: a split is a shard. */
final class SourceContext implements DataStreamSourceExternalContext<String> {

  private final TextTopic topic;
  private boolean firstShardTaken;

  SourceContext(LocalDatahub server, String topic) {
    this.topic = new TextTopic(server, topic, 1);
  }

  @Override
  public Source<String, ?, ?> createSource(TestingSourceSettings settings) {
    return DataHubSource.fromOptions(
        topic.options(), settings.getBoundedness() == Boundedness.BOUNDED, new TextDeserializer());
  }

  @Override
  public ExternalSystemSplitDataWriter<String> createSourceSplitDataWriter(
      TestingSourceSettings settings) {
    String shard = firstShardTaken ? topic.addShard() : "0";
    firstShardTaken = true;
    return new ShardWriter(topic, shard);
  }

  @Override
  public List<String> generateTestData(TestingSourceSettings settings, int split, long seed) {
    return TextTopic.texts(seed);
  }

  @Override
  public TypeInformation<String> getProducedType() {
    return Types.STRING;
  }

  @Override
  public List<URL> getConnectorJarPaths() {
    return List.of();
  }

  @Override
  public void close() {
    // The server ends with the test class.
  }

  private record ShardWriter(TextTopic topic, String shard)
      implements ExternalSystemSplitDataWriter<String> {

    @Override
    public void writeRecords(List<String> records) {
      topic.write(shard, records);
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
