package io.tideline.connector.datahub.source.enumerator;

import io.tideline.connector.datahub.DataHubConnectorOptions.StartFrom;
import io.tideline.connector.datahub.client.Cursor;
import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Offset;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.SubscriptionName;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.EndTime;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.StartPosition;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the service which shards there are, and decides where to begin in those that are new. Used
 * by one thread.
 */
final class ShardDiscovery {

  private static final Logger LOG = LoggerFactory.getLogger(ShardDiscovery.class);

  /** What one look found. */
  static final class Found {
    final List<Shard> shards;
    final Map<String, ShardSplit> splits;

    /** Whether no shard that can hold a record from before the end time is missing. */
    final boolean complete;

    private Found(List<Shard> shards, Map<String, ShardSplit> splits, boolean complete) {
      this.shards = shards;
      this.splits = splits;
      this.complete = complete;
    }
  }

  private final DataHubClient client;
  private final SourceSettings settings;
  private final Set<String> known;

  /**
   * @param known shards that need no split; none when the job starts without a checkpoint
   */
  ShardDiscovery(DataHubClient client, SourceSettings settings, Collection<String> known) {
    this.client = client;
    this.settings = settings;
    this.known = new HashSet<>(known);
  }

  /** All shards, and a split for each that was not found before. Blocks. */
  Found look() throws IOException {
    Found found =
        settings
            .retry()
            .call(
                this::find,
                fault -> LOG.warn("Will look for shards again: {}", fault.getMessage()));
    known.addAll(found.splits.keySet());
    return found;
  }

  private Found find() throws DataHubException {
    // Asked before the list: a shard that is made after the end time matters to nobody.
    boolean complete = settings.bounded() || endTimePassed();
    List<Shard> shards = client.shards();
    List<Shard> fresh =
        shards.stream()
            .filter(shard -> !known.contains(shard.id()))
            .sorted((a, b) -> Shard.ID_ORDER.compare(a.id(), b.id()))
            .collect(Collectors.toList());
    return new Found(shards, known.isEmpty() ? start(fresh) : whole(fresh), complete);
  }

  private boolean endTimePassed() throws DataHubException {
    if (settings.endTime() == SourceSettings.UNSET) {
      return false;
    }
    List<Shard> shards = client.shards();
    return !shards.isEmpty() && EndTime.passed(client, shards.get(0).id(), settings.endTime());
  }

  /** A shard that appears while the job runs is read from its first record, which is number 0. */
  private static Map<String, ShardSplit> whole(List<Shard> fresh) {
    Map<String, ShardSplit> splits = new LinkedHashMap<>();
    fresh.forEach(shard -> splits.put(shard.id(), ShardSplit.fromSequence(shard.id(), 0)));
    return splits;
  }

  private Map<String, ShardSplit> start(List<Shard> shards) throws DataHubException {
    StartPosition start = settings.start();
    List<String> ids = shards.stream().map(Shard::id).collect(Collectors.toList());
    if (!shards.isEmpty() && !ids.containsAll(start.sequences().keySet())) {
      throw new DataHubException(
          Reason.NOT_FOUND,
          "option 'startSequences' names shards "
              + start.sequences().keySet()
              + ", but the topic has the shards "
              + ids,
          null);
    }
    Map<String, Offset> committed = Map.of();
    if (!start.isTime() && start.from() == StartFrom.COMMITTED && !ids.isEmpty()) {
      committed = committed(ids);
    }
    Map<String, ShardSplit> splits = new LinkedHashMap<>();
    for (Shard shard : shards) {
      ShardSplit split = begin(shard, start, committed);
      splits.put(shard.id(), settings.bounded() ? split.until(newest(shard.id()) + 1) : split);
    }
    return splits;
  }

  private Map<String, Offset> committed(List<String> shards) throws DataHubException {
    try {
      return client.committed(SubscriptionName.resolve(client, settings.subscription()), shards);
    } catch (DataHubException e) {
      if (e.reason() == Reason.SUBSCRIPTION_OFFLINE || e.reason() == Reason.NOT_FOUND) {
        throw new DataHubException(
            e.reason(),
            e.getMessage()
                + "; to start without what it keeps set 'startFrom' = 'oldest' or 'latest'",
            e);
      }
      throw e;
    }
  }

  private ShardSplit begin(Shard shard, StartPosition start, Map<String, Offset> committed)
      throws DataHubException {
    String id = shard.id();
    Long sequence = start.sequences().get(id);
    if (sequence != null) {
      return ShardSplit.fromSequence(id, sequence);
    }
    if (start.isTime()) {
      return ShardSplit.fromTime(id, start.time());
    }
    if (start.from() == StartFrom.LATEST) {
      long newest = newest(id);
      // An empty shard has no record to begin behind: all it gets is later than the start.
      return newest < 0 ? ShardSplit.fromOldest(id) : ShardSplit.fromSequence(id, newest + 1);
    }
    if (isConsumed(committed.get(id))) {
      return ShardSplit.fromSequence(id, committed.get(id).sequence() + 1);
    }
    // Whoever consumed the parents must get all of the child.
    return shard.parents().stream().anyMatch(parent -> isConsumed(committed.get(parent)))
        ? ShardSplit.fromSequence(id, 0)
        : ShardSplit.fromOldest(id);
  }

  private static boolean isConsumed(Offset committed) {
    return committed != null && committed.sequence() >= 0;
  }

  /**
   * Sequence of the newest record, -1 for an empty shard. A cursor's sequence alone does not tell
   * an empty shard from one with a single record.
   */
  private long newest(String shard) throws DataHubException {
    try {
      Cursor latest = client.latest(shard);
      TopicSchema schema = client.schema().orElseThrow();
      boolean empty = client.fetch(shard, schema, latest.token(), 1).records().isEmpty();
      return empty ? -1 : latest.sequence();
    } catch (DataHubException e) {
      if (e.reason() == Reason.OUT_OF_RANGE || e.reason() == Reason.SEALED) {
        return -1;
      }
      throw e;
    }
  }
}
