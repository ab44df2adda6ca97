package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.Offset;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.RecordDeserializer;
import io.tideline.connector.datahub.source.ShardsCovered;
import io.tideline.connector.datahub.source.ShardsFinished;
import io.tideline.connector.datahub.source.ShardsHeld;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardProgress;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emits the records of its shards, and commits what completed checkpoints cover. */
public final class DataHubSourceReader<T>
    extends SingleThreadMultiplexSourceReaderBase<TopicRecord, T, ShardSplit, ShardProgress> {

  private static final Logger LOG = LoggerFactory.getLogger(DataHubSourceReader.class);

  private final DataHubClient client;
  private final SourceMetrics metrics;
  private final OffsetCommitter committer;
  private final Map<String, ShardProgress> progress = new HashMap<>();
  private final TreeMap<Long, Map<String, Offset>> offsets = new TreeMap<>();
  private final FinishedShards finished = new FinishedShards();
  private final List<String> outputsToRelease = new ArrayList<>();
  private final boolean idleShards;

  /** Shards whose ends a checkpoint covers, so that their children are given out. */
  private List<String> covered = new ArrayList<>();

  private List<String> continued = new ArrayList<>();

  /** Whether there is no shard that would have to say how far it is. */
  private boolean idle;

  private IdleShardsOutput<T> output;
  private boolean started;

  /** Flink asks for a new one when shards come after all others had ended. */
  private static final class SplitReaders
      implements Supplier<SplitReader<TopicRecord, ShardSplit>> {
    private Supplier<SplitReader<TopicRecord, ShardSplit>> supplier;

    @Override
    public SplitReader<TopicRecord, ShardSplit> get() {
      return supplier.get();
    }
  }

  private DataHubSourceReader(
      SourceReaderContext context,
      DataHubClient client,
      TopicSchema schema,
      SourceSettings settings,
      SourceMetrics metrics,
      RecordDeserializer<T> deserializer,
      SplitReaders splitReaders,
      boolean idleShards) {
    super(
        splitReaders,
        new TopicRecordEmitter<>(deserializer, metrics::failedRecord),
        context.getConfiguration(),
        context);
    this.client = client;
    this.idleShards = idleShards;
    this.metrics = metrics;
    this.committer = new OffsetCommitter(client, settings, metrics);
    splitReaders.supplier =
        () ->
            new ShardSplitReader(
                split -> new ShardCursor(split, client, schema, settings, metrics),
                settings,
                metrics,
                this::emitted);
  }

  /**
   * Reads the topic's schema, so it blocks.
   *
   * @param idleShards whether a shard without new records does not hold back the watermark
   */
  public static <T> DataHubSourceReader<T> open(
      SourceReaderContext context,
      DataHubClient client,
      SourceSettings settings,
      RecordDeserializer<T> deserializer,
      boolean idleShards)
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
        schema,
        settings,
        new SourceMetrics(context.metricGroup()),
        deserializer,
        new SplitReaders(),
        idleShards);
  }

  @Override
  public void start() {
    started = true;
    super.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> to) throws Exception {
    if (output == null || !output.wraps(to)) {
      output = new IdleShardsOutput<>(to, !idleShards);
      outputsToRelease.forEach(output::releaseOutputForSplit);
      outputsToRelease.clear();
      if (idleShards && getNumberOfCurrentlyAssignedSplits() == 0) {
        // There may be fewer shards than readers.
        output.markIdle();
      }
    }
    if (idle && getNumberOfCurrentlyAssignedSplits() > 0) {
      // Flink takes no new shard for a sign of life before it has a watermark.
      idle = false;
      output.markActive();
    }
    InputStatus status = super.pollNext(output);
    if (status == InputStatus.END_OF_INPUT) {
      // An idle output would keep the last watermark, which fires what is still open downstream.
      output.markActive();
    }
    return status;
  }

  @Override
  public void addSplits(List<ShardSplit> splits) {
    List<ShardSplit> unfinished = new ArrayList<>();
    List<String> held = new ArrayList<>();
    List<String> restoredFinished = new ArrayList<>();
    for (ShardSplit split : splits) {
      if (split.finished()) {
        finished.add(split);
        restoredFinished.add(split.shardId());
      } else {
        unfinished.add(split);
        held.add(split.shardId());
        metrics.open(split.shardId());
      }
    }
    if (!started && !held.isEmpty()) {
      context.sendSourceEventToCoordinator(new ShardsHeld(held));
    }
    // Flink makes an output for every split it restores, and it would wait for these for ever.
    outputsToRelease.addAll(restoredFinished);
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

  /** All records of the fetch are emitted. */
  private void emitted(ShardFetch fetch) {
    String shard = fetch.shardId();
    if (shard == null) {
      return;
    }
    List<TopicRecord> records = fetch.records();
    if (!records.isEmpty()) {
      TopicRecord last = records.get(records.size() - 1);
      metrics.emitted(fetch.size());
      metrics.lag(shard).emitted(last.sequence(), last.systemTime());
    } else if (!fetch.ends()) {
      metrics.lag(shard).caughtUp();
    }
    if (fetch.idle()) {
      output.idle(shard);
    }
    if (fetch.ends()) {
      metrics.close(shard);
    }
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
  public void handleSourceEvents(SourceEvent event) {
    List<String> shards = ((ShardsCovered) event).shardIds();
    finished.covered(shards);
    shards.forEach(progress::remove);
    covered.addAll(shards);
  }

  @Override
  public List<ShardSplit> snapshotState(long checkpointId) {
    Map<String, Offset> consumed = new HashMap<>();
    progress.forEach(
        (shard, state) -> state.consumed().ifPresent(offset -> consumed.put(shard, offset)));
    offsets.put(checkpointId, consumed);
    List<ShardSplit> splits = new ArrayList<>(super.snapshotState(checkpointId));
    splits.addAll(finished.snapshot());
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    if (output != null) {
      // Told before the checkpoint before this one: their children were given out then, and have
      // come since.
      output.release(continued);
      continued = covered;
      covered = new ArrayList<>();
      if (!idleShards
          && !idle
          && getNumberOfCurrentlyAssignedSplits() == 0
          && !output.holdsShards()) {
        // Not before a checkpoint: at the start shards may be on their way.
        idle = true;
        output.markIdle();
      }
    }
    Map<String, Offset> covered = offsets.remove(checkpointId);
    offsets.headMap(checkpointId).clear();
    if (covered != null) {
      committer.commit(covered);
    }
  }

  @Override
  public void close() throws Exception {
    super.close();
    committer.close();
    client.close();
  }
}
