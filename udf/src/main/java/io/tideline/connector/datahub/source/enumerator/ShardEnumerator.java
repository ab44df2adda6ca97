package io.tideline.connector.datahub.source.enumerator;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.source.ShardsCovered;
import io.tideline.connector.datahub.source.ShardsFinished;
import io.tideline.connector.datahub.source.ShardsHeld;
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

  private final SplitEnumeratorContext<ShardSplit> context;
  private final ShardLineage lineage;
  private final DataHubClient client;
  private final SourceSettings settings;
  private final boolean checkpoints;
  private final ShardDiscovery discovery;
  private final ShardOwners owners = new ShardOwners();
  private final Set<Integer> toldNoMore = new HashSet<>();
  private volatile long unassigned;
  private boolean lookedOnce;
  private boolean nothingCanCome;

  /**
   * @param checkpoints whether the job takes checkpoints; without them a shard that continues
   *     another is read right after it
   */
  public ShardEnumerator(
      SplitEnumeratorContext<ShardSplit> context,
      ShardLineage lineage,
      DataHubClient client,
      SourceSettings settings,
      boolean checkpoints) {
    this.context = context;
    this.lineage = lineage;
    this.client = client;
    this.settings = settings;
    this.checkpoints = checkpoints && !settings.bounded();
    this.discovery = new ShardDiscovery(client, settings, lineage.known());
    context.metricGroup().setUnassignedSplitsGauge(() -> unassigned);
  }

  @Override
  public void start() {
    if (!settings.bounded()) {
      context.callAsync(discovery::look, this::found, 0, settings.discoveryInterval());
    } else if (lineage.isNew()) {
      context.callAsync(discovery::look, this::found);
    } else {
      lookedOnce = true;
      nothingCanCome = true;
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
    nothingCanCome |= found.complete;
    for (Shard shard : found.shards) {
      ShardSplit split = found.splits.get(shard.id());
      if (split != null) {
        LOG.info("Found {}, will read {}", shard, split);
        lineage.add(shard, split);
      }
    }
    lineage.retain(found.shards.stream().map(Shard::id).collect(Collectors.toSet()));
    assign();
  }

  private void assign() {
    List<Integer> readers = readers();
    Map<Integer, List<ShardSplit>> assignment = new HashMap<>();
    for (ShardSplit split : lineage.takeReady(shard -> !readers.isEmpty())) {
      int reader = owners.leastLoaded(readers);
      owners.assign(split.shardId(), reader);
      assignment.computeIfAbsent(reader, r -> new ArrayList<>()).add(split);
    }
    if (!assignment.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(assignment));
    }
    List<String> waiting = lineage.waiting();
    unassigned = waiting.size();
    if (!waiting.isEmpty()) {
      LOG.info(
          "Shards {} wait for a reader, or for a checkpoint after their parents' end", waiting);
    } else if (lookedOnce && nothingCanCome) {
      for (int reader : context.registeredReaders().keySet()) {
        if (toldNoMore.add(reader)) {
          context.signalNoMoreSplits(reader);
        }
      }
    }
  }

  /**
   * Those that can take a shard. None until all are there, or the first would take everything; but
   * a bounded read cannot wait for all: some may only start when others have ended.
   */
  private List<Integer> readers() {
    Set<Integer> registered = context.registeredReaders().keySet();
    if (!settings.bounded() && registered.size() < context.currentParallelism()) {
      return List.of();
    }
    return registered.stream()
        .filter(reader -> !toldNoMore.contains(reader))
        .sorted()
        .collect(Collectors.toList());
  }

  @Override
  public void addReader(int reader) {
    toldNoMore.remove(reader);
    tellCovered();
    assign();
  }

  @Override
  public void handleSplitRequest(int reader, String host) {
    // Shards are given out, never asked for.
  }

  @Override
  public void addSplitsBack(List<ShardSplit> splits, int reader) {
    toldNoMore.remove(reader);
    lineage.readAgain(shard -> owners.hasFinished(shard, reader));
    owners.readerReset(reader);
    lineage.giveBack(splits);
    assign();
  }

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    if (event instanceof ShardsHeld) {
      ((ShardsHeld) event).shardIds().forEach(shard -> owners.assign(shard, reader));
    } else {
      finished(reader, ((ShardsFinished) event).shardIds());
    }
  }

  private void finished(int reader, List<String> shards) {
    boolean childrenUnknown = false;
    for (String shard : shards) {
      LOG.info("Shard {} has been read to its end", shard);
      owners.finish(shard, reader);
      lineage.finish(shard);
      childrenUnknown |= !lineage.hasChild(shard);
    }
    if (!checkpoints) {
      lineage.coverAllFinished();
    }
    tellCovered();
    assign();
    if (childrenUnknown && !nothingCanCome) {
      context.callAsync(discovery::look, this::found);
    }
  }

  /**
   * Not those that know that nothing more comes: they may end at any moment, and Flink fails the
   * job for an event that finds its reader gone. What they keep ends with them.
   */
  private void tellCovered() {
    Set<Integer> readers = new HashSet<>(context.registeredReaders().keySet());
    readers.removeAll(toldNoMore);
    owners
        .takeCovered(lineage::isCovered, readers)
        .forEach(
            (reader, shards) -> context.sendEventToSourceReader(reader, new ShardsCovered(shards)));
  }

  @Override
  public ShardLineage snapshotState(long checkpointId) {
    lineage.checkpoint(checkpointId);
    return lineage;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    lineage.checkpointCompleted(checkpointId);
    tellCovered();
    assign();
  }

  @Override
  public void close() {
    client.close();
  }
}
