package io.tideline.connector.datahub.source;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.SdkDataHubClient;
import io.tideline.connector.datahub.source.enumerator.ShardEnumerator;
import io.tideline.connector.datahub.source.enumerator.ShardLineage;
import io.tideline.connector.datahub.source.enumerator.ShardLineageSerializer;
import io.tideline.connector.datahub.source.reader.DataHubSourceReader;
import io.tideline.connector.datahub.source.split.ShardSplit;
import io.tideline.connector.datahub.source.split.ShardSplitSerializer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads a topic: a split is a shard. The place in each shard is in the checkpoint; when one
 * completes, it is also committed to the subscription, from where a job without a checkpoint
 * starts. A shard that continues another (split, merge) is read after a completed checkpoint covers
 * the other's end; with unaligned checkpoints, which overtake records, this keeps no order between
 * the two.
 *
 * <p>Shards without new records do not hold back the watermark if the strategy is made so:
 *
 * <pre>{@code
 * DataHubSource<Order> orders = DataHubSource.fromOptions(options, false, new OrderDeserializer());
 * env.fromSource(orders, ShardWatermarks.of(strategy), "orders");
 * }</pre>
 */
public final class DataHubSource<T>
    implements Source<T, ShardSplit, ShardLineage>, ResultTypeQueryable<T> {

  private static final long serialVersionUID = 1L;

  private final DataHubConnection connection;
  private final SourceSettings settings;
  private final RecordDeserializer<T> deserializer;
  private final DataHubClient.Factory clients;
  private final boolean checkpoints;
  private final boolean idleShards;

  DataHubSource(
      DataHubConnection connection,
      SourceSettings settings,
      RecordDeserializer<T> deserializer,
      DataHubClient.Factory clients,
      boolean checkpoints) {
    this(connection, settings, deserializer, clients, checkpoints, true);
  }

  private DataHubSource(
      DataHubConnection connection,
      SourceSettings settings,
      RecordDeserializer<T> deserializer,
      DataHubClient.Factory clients,
      boolean checkpoints,
      boolean idleShards) {
    this.connection = connection;
    this.settings = settings;
    this.deserializer = deserializer;
    this.clients = clients;
    this.checkpoints = checkpoints;
    this.idleShards = idleShards;
  }

  /**
   * @param options of {@link
   *     io.tideline.connector.datahub.DataHubConnectorOptions#sourceOptions()}, the required ones
   *     set
   * @param bounded whether to end at each shard's newest record as of the start
   * @throws IllegalArgumentException when an option has a value it cannot have
   */
  public static <T> DataHubSource<T> fromOptions(
      ReadableConfig options, boolean bounded, RecordDeserializer<T> deserializer) {
    return new DataHubSource<>(
        DataHubConnection.fromOptions(options),
        SourceSettings.fromOptions(options, bounded),
        deserializer,
        SdkDataHubClient::new,
        true);
  }

  /**
   * The same for a job that takes no checkpoints. A shard that continues another would wait for one
   * for ever; it is read right after the other's end, and readers may overtake each other.
   */
  public DataHubSource<T> withoutCheckpoints() {
    return new DataHubSource<>(connection, settings, deserializer, clients, false, idleShards);
  }

  /**
   * The same where each shard has to say itself how far it is: one without records holds back the
   * watermark, and so does the end of one whose children are not read yet.
   */
  public DataHubSource<T> withoutIdleShards() {
    return new DataHubSource<>(connection, settings, deserializer, clients, checkpoints, false);
  }

  @Override
  public Boundedness getBoundedness() {
    return settings.ends() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<ShardSplit, ShardLineage> createEnumerator(
      SplitEnumeratorContext<ShardSplit> context) {
    return restoreEnumerator(context, new ShardLineage());
  }

  @Override
  public SplitEnumerator<ShardSplit, ShardLineage> restoreEnumerator(
      SplitEnumeratorContext<ShardSplit> context, ShardLineage lineage) {
    return new ShardEnumerator(context, lineage, clients.open(connection), settings, checkpoints);
  }

  @Override
  public SourceReader<T, ShardSplit> createReader(SourceReaderContext context) throws Exception {
    return DataHubSourceReader.open(
        context, clients.open(connection), settings, deserializer, idleShards);
  }

  @Override
  public SimpleVersionedSerializer<ShardSplit> getSplitSerializer() {
    return new ShardSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<ShardLineage> getEnumeratorCheckpointSerializer() {
    return new ShardLineageSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return deserializer.getProducedType();
  }
}
