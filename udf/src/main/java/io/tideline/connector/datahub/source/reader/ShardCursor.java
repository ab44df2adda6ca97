package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.DataHubConnectorOptions.OffsetExpired;
import io.tideline.connector.datahub.client.Cursor;
import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Fetched;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.EndTime;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one shard, record after record. Knows what a place in a shard means: a sequence counts for
 * ever, a cursor of the service is made from it and expires.
 */
final class ShardCursor {

  private static final Logger LOG = LoggerFactory.getLogger(ShardCursor.class);

  /** A cursor just made may expire before its first use, but not again and again. */
  private static final int MAX_REFUSED_CURSORS = 3;

  private final ShardSplit split;
  private final DataHubClient client;
  private final TopicSchema schema;
  private final SourceSettings settings;
  private final SourceMetrics metrics;
  private final ShardLag lag;
  private long next;
  private String cursor;
  private boolean soughtFromOldest;
  private boolean endTimePassed;
  private boolean quietBefore;
  private int refusedCursors;

  /**
   * @param metrics in which the shard is open
   */
  ShardCursor(
      ShardSplit split,
      DataHubClient client,
      TopicSchema schema,
      SourceSettings settings,
      SourceMetrics metrics) {
    this.split = split;
    this.client = client;
    this.schema = schema;
    this.settings = settings;
    this.metrics = metrics;
    this.lag = metrics.lag(split.shardId());
    this.next = split.nextSequence();
  }

  String shardId() {
    return split.shardId();
  }

  /** Where it goes on, in words. */
  String place() {
    return next == ShardSplit.NONE ? split.toString() : "shard " + shardId() + ", sequence " + next;
  }

  /**
   * The next records; none when there is nothing new. Makes at most a few requests and retries
   * none.
   */
  ShardFetch fetch() throws DataHubException {
    if (split.endSequence() != ShardSplit.NONE && Math.max(next, 0) >= split.endSequence()) {
      return ended();
    }
    Fetched fetched;
    try {
      if (cursor == null && !seek()) {
        return quiet();
      }
      fetched = client.fetch(shardId(), schema, cursor, settings.fetchSize());
    } catch (DataHubException e) {
      if (e.reason() == Reason.SEALED) {
        return ended();
      }
      boolean refused =
          cursor != null && (e.reason() == Reason.OUT_OF_RANGE || e.reason() == Reason.INVALID);
      if (refused && refusedCursors < MAX_REFUSED_CURSORS) {
        refusedCursors++;
        LOG.info(
            "The cursor of shard {} has expired, will seek again: {}", shardId(), e.getMessage());
        cursor = null;
        return ShardFetch.nothing(shardId(), false);
      }
      if (e.reason() == Reason.NOT_FOUND && isGone()) {
        return expiredWhole();
      }
      throw e;
    }
    refusedCursors = 0;
    cursor = fetched.nextCursor();
    return fetched.records().isEmpty() ? quiet() : take(fetched);
  }

  /** Finds the cursor for where to go on; false when the shard has no record to point at yet. */
  private boolean seek() throws DataHubException {
    Cursor found;
    if (next == ShardSplit.NONE) {
      found = seekStart();
    } else {
      found = seekNext();
    }
    cursor = found == null ? null : found.token();
    return cursor != null;
  }

  private Cursor seekStart() throws DataHubException {
    try {
      return split.startTime() == ShardSplit.NONE
          ? client.oldest(shardId())
          : client.atTime(shardId(), split.startTime());
    } catch (DataHubException e) {
      return nullIfOutOfRange(e);
    }
  }

  /**
   * The service can point only at a record that is there. When the next one is yet to come, the one
   * before it is; when that is gone too, the records between have expired, which a cursor for the
   * oldest tells at once, unless the shard is empty now.
   */
  private Cursor seekNext() throws DataHubException {
    for (long sequence = next; sequence >= Math.max(0, next - 1); sequence--) {
      try {
        return client.atSequence(shardId(), sequence);
      } catch (DataHubException e) {
        nullIfOutOfRange(e);
      }
    }
    soughtFromOldest = true;
    Cursor oldest;
    try {
      oldest = client.oldest(shardId());
    } catch (DataHubException e) {
      return nullIfOutOfRange(e);
    }
    if (oldest.sequence() > next) {
      checkNoneExpired(oldest.sequence());
      next = oldest.sequence();
    }
    return oldest;
  }

  /** The service forgets a closed shard when its last record has expired. */
  private boolean isGone() throws DataHubException {
    return client.shards().stream().noneMatch(shard -> shard.id().equals(shardId()));
  }

  private ShardFetch expiredWhole() throws DataHubException {
    lose(
        1,
        "the service has no shard "
            + shardId()
            + " any more: its last records expired before they were read");
    return ended();
  }

  private static Cursor nullIfOutOfRange(DataHubException fault) throws DataHubException {
    if (fault.reason() != Reason.OUT_OF_RANGE) {
      throw fault;
    }
    return null;
  }

  /** Leaves out what was emitted before, and what comes after the end. */
  private ShardFetch take(Fetched fetched) throws DataHubException {
    List<TopicRecord> records = fetched.records();
    checkNumbering(records.get(0).sequence());
    quietBefore = false;
    int from = 0;
    while (from < records.size() && records.get(from).sequence() < next) {
      from++;
    }
    if (from < records.size()) {
      TopicRecord first = records.get(from);
      if (next != ShardSplit.NONE) {
        checkNoneExpired(first.sequence());
      }
      lag.fetched(first.sequence(), first.systemTime(), fetched.latestSequence());
    }
    int to = from;
    while (to < records.size() && !isBehindEnd(records.get(to))) {
      to++;
    }
    if (to > from) {
      next = records.get(to - 1).sequence() + 1;
    }
    boolean ends =
        to < records.size()
            || (split.endSequence() != ShardSplit.NONE && next >= split.endSequence());
    return ShardFetch.of(shardId(), records.subList(from, to), ends);
  }

  private boolean isBehindEnd(TopicRecord record) {
    return (split.endSequence() != ShardSplit.NONE && record.sequence() >= split.endSequence())
        || (settings.endTime() != SourceSettings.UNSET
            && record.systemTime() >= settings.endTime());
  }

  /** A topic that was made anew counts from 0 again; going on would leave its records out. */
  private void checkNumbering(long found) throws DataHubException {
    if (soughtFromOldest && found < next) {
      throw new DataHubException(
          Reason.OUT_OF_RANGE,
          String.format(
              "shard %s has record %d, but none at %d, where to go on: if the topic was made anew,"
                  + " start without the checkpoint and with 'startFrom' = 'oldest'",
              shardId(), found, next),
          null);
    }
    soughtFromOldest = false;
  }

  private void checkNoneExpired(long found) throws DataHubException {
    if (found != next) {
      lose(
          found - next,
          String.format(
              "shard %s has no records %d to %d any more: they expired before they were read",
              shardId(), next, found - 1));
    }
  }

  /**
   * @param records at least so many
   */
  private void lose(long records, String message) throws DataHubException {
    if (settings.offsetExpired() == OffsetExpired.FAIL) {
      throw new DataHubException(
          Reason.OUT_OF_RANGE,
          message + "; to go on without them set 'offsetExpired' = 'oldest'",
          null);
    }
    metrics.expired(records);
    LOG.error("DATA LOSS: {}; going on behind them", message);
  }

  /** Idle when there was nothing at the fetch before either. */
  private ShardFetch quiet() throws DataHubException {
    lag.answered();
    if (endTimePassed) {
      return ended();
    }
    // What the service took until now is still to be fetched.
    endTimePassed =
        settings.endTime() != SourceSettings.UNSET
            && EndTime.passed(client, shardId(), settings.endTime());
    boolean idle = quietBefore;
    quietBefore = true;
    return ShardFetch.nothing(shardId(), idle);
  }

  private ShardFetch ended() {
    return ShardFetch.of(shardId(), List.of(), true);
  }
}
