package io.tideline.connector.datahub.source.enumerator;

import io.tideline.connector.datahub.client.Cursor;
import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Offset;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.SubscriptionName;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the service which shards there are, and decides where to begin in those that are new. */
final class ShardDiscovery {

  private static final Logger LOG = LoggerFactory.getLogger(ShardDiscovery.class);

  /** What one look found. */
  static final class Found {
    final List<Shard> shards;
    final Map<String, ShardSplit> splits;

    private Found(List<Shard> shards, Map<String, ShardSplit> splits) {
      this.shards = shards;
      this.splits = splits;
    }
  }

  private final DataHubClient client;
  private final SourceSettings settings;

  ShardDiscovery(DataHubClient client, SourceSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** All shards, and a split for each that is not known. Blocks. */
  Found look(Set<String> known) throws IOException {
    return settings
        .retry()
        .call(
            () -> find(known),
            fault -> LOG.warn("Will look for shards again: {}", fault.getMessage()));
  }

  private Found find(Set<String> known) throws DataHubException {
    List<Shard> shards = client.shards();
    List<String> fresh =
        shards.stream()
            .map(Shard::id)
            .filter(id -> !known.contains(id))
            .sorted(Shard.ID_ORDER)
            .collect(Collectors.toList());
    Map<String, ShardSplit> splits = new LinkedHashMap<>();
    if (fresh.isEmpty()) {
      return new Found(shards, splits);
    }
    // A shard that appears while the job runs is read whole; at the start, from the start position.
    // A bounded read is a look at all there is, whatever a job with this subscription has read.
    Map<String, Offset> committed =
        known.isEmpty() && !settings.bounded() && settings.startTime() == SourceSettings.UNSET
            ? client.committed(SubscriptionName.resolve(client, settings.subscription()), fresh)
            : Map.of();
    for (String shard : fresh) {
      ShardSplit split = begin(shard, known.isEmpty(), committed.get(shard));
      splits.put(shard, settings.bounded() ? split.until(newest(shard) + 1) : split);
    }
    return new Found(shards, splits);
  }

  private ShardSplit begin(String shard, boolean atStart, Offset committed) {
    if (atStart && settings.startTime() != SourceSettings.UNSET) {
      return ShardSplit.fromTime(shard, settings.startTime());
    }
    if (committed != null && committed.sequence() >= 0) {
      return ShardSplit.fromSequence(shard, committed.sequence() + 1);
    }
    return ShardSplit.fromOldest(shard);
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
