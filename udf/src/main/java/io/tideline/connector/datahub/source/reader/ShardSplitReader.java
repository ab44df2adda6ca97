package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads its shards in turns, in Flink's fetcher thread; asks a quiet one only after a while. */
final class ShardSplitReader implements SplitReader<TopicRecord, ShardSplit> {

  private static final Logger LOG = LoggerFactory.getLogger(ShardSplitReader.class);

  private final DataHubClient client;
  private final TopicSchema schema;
  private final SourceSettings settings;
  private final Counter retries;
  private final Deque<Turn> turns = new ArrayDeque<>();
  private final Object pause = new Object();
  private boolean woken;
  private volatile long behind;

  /** A shard and when to ask it next, in {@link System#nanoTime()}. */
  private static final class Turn {
    private final ShardCursor shard;
    private long due = System.nanoTime();

    private Turn(ShardCursor shard) {
      this.shard = shard;
    }
  }

  ShardSplitReader(
      DataHubClient client, TopicSchema schema, SourceSettings settings, Counter retries) {
    this.client = client;
    this.schema = schema;
    this.settings = settings;
    this.retries = retries;
  }

  /** Records that the shards held after those fetched; read by the metric. */
  long behind() {
    return behind;
  }

  @Override
  public RecordsWithSplitIds<TopicRecord> fetch() throws IOException {
    Turn turn = takeDue();
    if (turn == null) {
      pauseUntilDue();
      return ShardFetch.nothing();
    }
    ShardFetch fetched;
    try {
      fetched =
          settings
              .retry()
              .call(
                  turn.shard::fetch,
                  fault -> {
                    retries.inc();
                    LOG.warn("Will fetch again: {}", fault.getMessage());
                  });
    } catch (IOException e) {
      throw new IOException("cannot go on in shard " + turn.shard.shardId(), e);
    }
    if (!fetched.hasRecords()) {
      turn.due = System.nanoTime() + settings.idleDelay() * 1_000_000;
    }
    if (fetched.finishedSplits().isEmpty()) {
      turns.addLast(turn);
    }
    behind = turns.stream().mapToLong(other -> other.shard.behind()).sum();
    return fetched;
  }

  private Turn takeDue() {
    long now = System.nanoTime();
    for (Iterator<Turn> all = turns.iterator(); all.hasNext(); ) {
      Turn turn = all.next();
      if (turn.due - now <= 0) {
        all.remove();
        return turn;
      }
    }
    return null;
  }

  private void pauseUntilDue() {
    long now = System.nanoTime();
    long nanos = settings.idleDelay() * 1_000_000;
    for (Turn turn : turns) {
      nanos = Math.min(nanos, turn.due - now);
    }
    synchronized (pause) {
      try {
        if (!woken) {
          pause.wait(Math.max(1, nanos / 1_000_000));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      woken = false;
    }
  }

  @Override
  public void handleSplitsChanges(SplitsChange<ShardSplit> change) {
    for (ShardSplit split : change.splits()) {
      turns.addFirst(new Turn(new ShardCursor(split, client, schema, settings)));
    }
  }

  @Override
  public void wakeUp() {
    synchronized (pause) {
      woken = true;
      pause.notifyAll();
    }
  }

  @Override
  public void close() {
    // The client belongs to the reader.
  }
}
