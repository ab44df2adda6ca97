package io.tideline.connector.datahub.source.enumerator;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.source.ShardsFinished;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds shards and gives them to readers, in the order that {@link ShardLineage} allows. */
public final class ShardEnumerator implements SplitEnumerator<ShardSplit, ShardLineage> {

  private static final Logger LOG = LoggerFactory.getLogger(ShardEnumerator.class);
  private static final int NOBODY = -1;

  private final SplitEnumeratorContext<ShardSplit> context;
  private final ShardLineage lineage;
  private final DataHubClient client;
  private final SourceSettings settings;
  private final ShardDiscovery discovery;
  private final Set<Integer> toldNoMore = new HashSet<>();
  private final Map<String, Integer> finishedBy = new HashMap<>();
  private volatile Set<String> known;
  private boolean lookedOnce;

  public ShardEnumerator(
      SplitEnumeratorContext<ShardSplit> context,
      ShardLineage lineage,
      DataHubClient client,
      SourceSettings settings) {
    this.context = context;
    this.lineage = lineage;
    this.client = client;
    this.settings = settings;
    this.discovery = new ShardDiscovery(client, settings);
    this.known = lineage.known();
  }

  @Override
  public void start() {
    if (settings.bounded()) {
      if (lineage.isNew()) {
        context.callAsync(() -> discovery.look(known), this::found);
      } else {
        lookedOnce = true;
      }
    } else {
      context.callAsync(() -> discovery.look(known), this::found, 0, settings.discoveryInterval());
    }
  }

  private void found(ShardDiscovery.Found found, Throwable fault) {
    if (fault != null) {
      boolean passing =
          fault instanceof DataHubException && ((DataHubException) fault).isRetriable();
      if (lookedOnce && passing) {
        LOG.warn("Cannot look for new shards now, will look again: {}", fault.getMessage());
        return;
      }
      throw new FlinkRuntimeException(
          "cannot find the shards to read: " + fault.getMessage(), fault);
    }
    lookedOnce = true;
    for (Shard shard : found.shards) {
      ShardSplit split = found.splits.get(shard.id());
      if (split != null) {
        LOG.info("Found {}, will read {}", shard, split);
        lineage.add(shard, split);
      }
    }
    lineage.retain(found.shards.stream().map(Shard::id).collect(Collectors.toSet()));
    known = lineage.known();
    assign();
  }

  private void assign() {
    Map<Integer, List<ShardSplit>> assignment = new HashMap<>();
    List<Integer> readers = readers();
    List<ShardSplit> ready =
        lineage.takeReady(shard -> !readers.isEmpty() && readers.contains(owner(shard, readers)));
    for (ShardSplit split : ready) {
      int reader = owner(split.shardId(), readers);
      assignment.computeIfAbsent(reader, r -> new ArrayList<>()).add(split);
    }
    if (!assignment.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(assignment));
    }
    List<String> waiting = lineage.waiting();
    if (!waiting.isEmpty()) {
      LOG.info(
          "Shards {} wait for a reader, or for a checkpoint after their parents' end", waiting);
    } else if (lookedOnce && nothingCanCome()) {
      for (int reader : context.registeredReaders().keySet()) {
        if (toldNoMore.add(reader)) {
          context.signalNoMoreSplits(reader);
        }
      }
    }
  }

  private boolean nothingCanCome() {
    return settings.bounded()
        || (settings.ends() && System.currentTimeMillis() > settings.endTime());
  }

  private List<Integer> readers() {
    return context.registeredReaders().keySet().stream()
        .filter(reader -> !toldNoMore.contains(reader))
        .sorted()
        .collect(Collectors.toList());
  }

  /** A bounded read cannot wait for all readers: some may only start when others have ended. */
  private int owner(String shard, List<Integer> readers) {
    return settings.bounded()
        ? readers.get(Shard.ownerOf(shard, readers.size()))
        : Shard.ownerOf(shard, context.currentParallelism());
  }

  @Override
  public void addReader(int reader) {
    toldNoMore.remove(reader);
    assign();
  }

  @Override
  public void handleSplitRequest(int reader, String host) {
    // Shards are given out, never asked for.
  }

  @Override
  public void addSplitsBack(List<ShardSplit> splits, int reader) {
    toldNoMore.remove(reader);
    lineage.readAgain(shard -> finishedBy.getOrDefault(shard, NOBODY) == reader);
    lineage.giveBack(splits);
    assign();
  }

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    for (String shard : ((ShardsFinished) event).shardIds()) {
      LOG.info("Shard {} has been read to its end", shard);
      finishedBy.put(shard, reader);
      lineage.finish(shard);
    }
    if (settings.bounded()) {
      lineage.coverAllFinished();
      assign();
    }
  }

  @Override
  public ShardLineage snapshotState(long checkpointId) {
    lineage.checkpoint(checkpointId);
    return lineage;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    lineage.checkpointCompleted(checkpointId);
    assign();
  }

  @Override
  public void close() {
    client.close();
  }
}
