package io.tideline.tests.integration.framework;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.RetrySettings;
import io.tideline.connector.datahub.sink.BatchLimits;
import io.tideline.connector.datahub.sink.BroadcastRows;
import io.tideline.connector.datahub.sink.DataHubSink;
import io.tideline.connector.datahub.sink.RowKey;
import io.tideline.connector.datahub.sink.RowRouting;
import io.tideline.connector.datahub.sink.SinkSettings;
import io.tideline.local.datahub.LocalDatahub;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.testframe.external.ExternalSystemDataReader;
import org.apache.flink.connector.testframe.external.sink.DataStreamSinkV2ExternalContext;
import org.apache.flink.connector.testframe.external.sink.TestingSinkSettings;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.RowType;

/** What Flink's tests of a sink need to know of DataHub. */
final class SinkContext implements DataStreamSinkV2ExternalContext<TextRow> {

  private static final RowType ROW =
      (RowType)
          DataTypes.ROW(DataTypes.FIELD(TextTopic.COLUMN, DataTypes.STRING())).getLogicalType();

  private final TextTopic topic;

  SinkContext(LocalDatahub server, String topic) {
    this.topic = new TextTopic(server, topic, 3);
  }

  /** A sink of rows is one of texts that are rows. */
  @Override
  @SuppressWarnings("unchecked")
  public Sink<TextRow> createSink(TestingSinkSettings settings) {
    Configuration options = topic.options();
    return (Sink<TextRow>)
        (Sink<?>)
            new DataHubSink(
                DataHubConnection.fromOptions(options),
                new TextEncoder(),
                new RowRouting(
                    new RowKey(ROW, List.of(TextTopic.COLUMN), "hashFields"), BroadcastRows.none()),
                new SinkSettings(
                    new BatchLimits(
                        100,
                        100_000,
                        options.get(DataHubConnectorOptions.FLUSH_INTERVAL).toMillis()),
                    RetrySettings.fromOptions(options),
                    options.get(DataHubConnectorOptions.SHARD_DISCOVERY_INTERVAL)),
                null);
  }

  @Override
  public ExternalSystemDataReader<TextRow> createSinkDataReader(TestingSinkSettings settings) {
    return new TopicReader(topic);
  }

  @Override
  public List<TextRow> generateTestData(TestingSinkSettings settings, long seed) {
    List<TextRow> rows = new ArrayList<>();
    TextTopic.texts(seed).forEach(text -> rows.add(new TextRow(text)));
    return rows;
  }

  @Override
  public TypeInformation<TextRow> getProducedType() {
    return TextRow.TYPE;
  }

  @Override
  public List<URL> getConnectorJarPaths() {
    return List.of();
  }

  @Override
  public void close() {
    // The server ends with the test class.
  }

  private static final class TopicReader implements ExternalSystemDataReader<TextRow> {
    private final TextTopic topic;
    private int read;

    private TopicReader(TextTopic topic) {
      this.topic = topic;
    }

    @Override
    public List<TextRow> poll(Duration timeout) {
      List<TextRow> rows = new ArrayList<>();
      List<String> all = topic.read();
      all.subList(read, all.size()).forEach(text -> rows.add(new TextRow(text)));
      read = all.size();
      return rows;
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
