package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.Offset;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.RecordDeserializer;
import io.tideline.connector.datahub.source.ShardsFinished;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardProgress;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emits the records of its shards, and commits what completed checkpoints cover. */
public final class DataHubSourceReader<T>
    extends SingleThreadMultiplexSourceReaderBase<TopicRecord, T, ShardSplit, ShardProgress> {

  private static final Logger LOG = LoggerFactory.getLogger(DataHubSourceReader.class);

  private final DataHubClient client;
  private final OffsetCommitter committer;
  private final Map<String, ShardProgress> progress = new HashMap<>();
  private final TreeMap<Long, Map<String, Offset>> offsets = new TreeMap<>();
  private final FinishedShards finished = new FinishedShards();

  private DataHubSourceReader(
      SourceReaderContext context,
      DataHubClient client,
      ShardSplitReader splitReader,
      SourceSettings settings,
      TopicRecordEmitter<T> emitter) {
    super(() -> splitReader, emitter, context.getConfiguration(), context);
    this.client = client;
    this.committer =
        new OffsetCommitter(
            client, settings.subscription(), context.metricGroup().counter("commitFailures"));
    context.metricGroup().setPendingRecordsGauge(splitReader::behind);
  }

  /** Reads the topic's schema, so it blocks. */
  public static <T> DataHubSourceReader<T> open(
      SourceReaderContext context,
      DataHubClient client,
      SourceSettings settings,
      RecordDeserializer<T> deserializer)
      throws IOException {
    TopicSchema schema =
        settings
            .retry()
            .call(client::schema, fault -> LOG.warn("Will ask again: {}", fault.getMessage()))
            .orElseThrow(
                () ->
                    new DataHubException(
                        DataHubException.Reason.NOT_FOUND,
                        "the topic to read does not exist",
                        null));
    deserializer.open(schema, context.metricGroup());
    return new DataHubSourceReader<>(
        context,
        client,
        new ShardSplitReader(
            client, schema, settings, context.metricGroup().counter("fetchRetries")),
        settings,
        new TopicRecordEmitter<>(deserializer));
  }

  @Override
  public void addSplits(List<ShardSplit> splits) {
    List<ShardSplit> unfinished = new ArrayList<>();
    List<String> restoredFinished = new ArrayList<>();
    for (ShardSplit split : splits) {
      if (split.finished()) {
        finished.add(split);
        restoredFinished.add(split.shardId());
      } else {
        unfinished.add(split);
      }
    }
    tellFinished(restoredFinished);
    super.addSplits(unfinished);
  }

  @Override
  protected ShardProgress initializedState(ShardSplit split) {
    ShardProgress start = new ShardProgress(split);
    progress.put(split.shardId(), start);
    return start;
  }

  @Override
  protected ShardSplit toSplitType(String shardId, ShardProgress state) {
    return state.toSplit();
  }

  @Override
  protected void onSplitFinished(Map<String, ShardProgress> splits) {
    splits.values().forEach(state -> finished.add(state.toSplit().finish()));
    tellFinished(List.copyOf(splits.keySet()));
  }

  private void tellFinished(List<String> shards) {
    if (!shards.isEmpty()) {
      context.sendSourceEventToCoordinator(new ShardsFinished(shards));
    }
  }

  @Override
  public List<ShardSplit> snapshotState(long checkpointId) {
    Map<String, Offset> consumed = new HashMap<>();
    progress.forEach(
        (shard, state) -> state.consumed().ifPresent(offset -> consumed.put(shard, offset)));
    offsets.put(checkpointId, consumed);
    List<ShardSplit> splits = new ArrayList<>(super.snapshotState(checkpointId));
    splits.addAll(finished.snapshot(checkpointId));
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    Map<String, Offset> covered = offsets.remove(checkpointId);
    offsets.headMap(checkpointId).clear();
    if (covered != null && !covered.isEmpty()) {
      committer.commit(covered);
    }
    finished.completed(checkpointId).forEach(progress::remove);
  }

  @Override
  public void close() throws Exception {
    super.close();
    committer.close();
    client.close();
  }
}
