package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.DataHubConnectorOptions.OffsetExpired;
import io.tideline.connector.datahub.client.Cursor;
import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Fetched;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
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
  private long next;
  private String cursor;
  private long latest = -1;
  private int refusedCursors;

  ShardCursor(ShardSplit split, DataHubClient client, TopicSchema schema, SourceSettings settings) {
    this.split = split;
    this.client = client;
    this.schema = schema;
    this.settings = settings;
    this.next = split.nextSequence();
  }

  String shardId() {
    return split.shardId();
  }

  /** Records that the shard held after the last one fetched, as of that fetch. */
  long behind() {
    return latest < 0 || next == ShardSplit.NONE ? 0 : Math.max(0, latest + 1 - next);
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
        return ShardFetch.nothing();
      }
      throw e;
    }
    refusedCursors = 0;
    cursor = fetched.nextCursor();
    latest = fetched.latestSequence();
    return fetched.records().isEmpty() ? quiet() : take(fetched.records());
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
   * before it is; when that is gone too, the records between have expired.
   */
  private Cursor seekNext() throws DataHubException {
    for (long sequence = next; sequence >= Math.max(0, next - 1); sequence--) {
      try {
        return client.atSequence(shardId(), sequence);
      } catch (DataHubException e) {
        nullIfOutOfRange(e);
      }
    }
    try {
      return client.oldest(shardId());
    } catch (DataHubException e) {
      return nullIfOutOfRange(e);
    }
  }

  private static Cursor nullIfOutOfRange(DataHubException fault) throws DataHubException {
    if (fault.reason() != Reason.OUT_OF_RANGE) {
      throw fault;
    }
    return null;
  }

  /** Leaves out what was emitted before, and what comes after the end. */
  private ShardFetch take(List<TopicRecord> records) throws DataHubException {
    int from = 0;
    while (from < records.size() && records.get(from).sequence() < next) {
      from++;
    }
    if (from < records.size() && next != ShardSplit.NONE) {
      checkNoneExpired(records.get(from).sequence());
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

  private void checkNoneExpired(long found) throws DataHubException {
    if (found == next) {
      return;
    }
    String message =
        String.format(
            "shard %s has no records %d to %d any more: they expired before they were read",
            shardId(), next, found - 1);
    if (settings.offsetExpired() == OffsetExpired.FAIL) {
      throw new DataHubException(
          Reason.OUT_OF_RANGE,
          message + "; to go on without them set 'offsetExpired' = 'oldest'",
          null);
    }
    LOG.error("DATA LOSS: {}; going on at {}", message, found);
  }

  private ShardFetch quiet() {
    boolean over =
        settings.endTime() != SourceSettings.UNSET
            && System.currentTimeMillis() > settings.endTime() + settings.idleDelay();
    return over ? ended() : ShardFetch.nothing();
  }

  private ShardFetch ended() {
    latest = -1;
    return ShardFetch.of(shardId(), List.of(), true);
  }
}
