package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one request at a time under way for each shard, while what the one before brought is emitted.
 * A slow shard so delays no other, and no request, nor the wait between two attempts, blocks
 * Flink's fetcher thread: splits are added and the job is cancelled at once. A shard's next request
 * begins when Flink has taken the last answer, so a reader holds one fetch a shard and the few in
 * Flink's queue.
 */
final class ShardSplitReader implements SplitReader<TopicRecord, ShardSplit> {

  private static final Logger LOG = LoggerFactory.getLogger(ShardSplitReader.class);
  private static final int MAX_THREADS = 16;

  private final Function<ShardSplit, ShardCursor> cursors;
  private final SourceSettings settings;
  private final SourceMetrics metrics;
  private final Consumer<ShardFetch> emitted;
  private final Map<String, OpenShard> shards = new HashMap<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Answer wakeUp = new Answer(null, ShardFetch.none(), null);
  private final ScheduledThreadPoolExecutor requests =
      new ScheduledThreadPoolExecutor(1, new ExecutorThreadFactory("datahub-fetch"));

  private static final class OpenShard {
    private final ShardCursor cursor;
    private boolean paused;
    private Answer held;

    private OpenShard(ShardCursor cursor) {
      this.cursor = cursor;
    }
  }

  private static final class Answer {
    private final OpenShard shard;
    private final ShardFetch fetch;
    private final Throwable fault;

    private Answer(OpenShard shard, ShardFetch fetch, Throwable fault) {
      this.shard = shard;
      this.fetch = fetch;
      this.fault = fault;
    }
  }

  /**
   * @param emitted told in the task's thread when all of a fetch is emitted
   */
  ShardSplitReader(
      Function<ShardSplit, ShardCursor> cursors,
      SourceSettings settings,
      SourceMetrics metrics,
      Consumer<ShardFetch> emitted) {
    this.cursors = cursors;
    this.settings = settings;
    this.metrics = metrics;
    this.emitted = emitted;
  }

  @Override
  public RecordsWithSplitIds<TopicRecord> fetch() throws IOException {
    Answer answer;
    try {
      answer = answers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while waiting for records");
    }
    OpenShard shard = answer.shard;
    if (shard == null) {
      return answer.fetch;
    }
    if (answer.fault != null) {
      throw new IOException("cannot go on in " + shard.cursor.place(), answer.fault);
    }
    if (shard.paused) {
      shard.held = answer;
      return ShardFetch.none();
    }
    if (answer.fetch.ends()) {
      shards.remove(shard.cursor.shardId());
    } else {
      ask(shard, answer.fetch.records().isEmpty() ? settings.idleDelay() : 0);
    }
    return answer.fetch;
  }

  private void ask(OpenShard shard, long delay) {
    requests.schedule(() -> answers.add(request(shard)), delay, TimeUnit.MILLISECONDS);
  }

  /** Whatever goes wrong must reach the task: it would wait for this shard's answer for ever. */
  private Answer request(OpenShard shard) {
    try {
      long begin = System.nanoTime();
      ShardFetch fetch =
          settings
              .retry()
              .call(
                  shard.cursor::fetch,
                  fault -> {
                    metrics.retried(fault.reason());
                    LOG.warn("Will fetch again: {}", fault.getMessage());
                  });
      metrics.fetched((System.nanoTime() - begin) / 1_000_000, fetch);
      return new Answer(shard, fetch.onEmitted(emitted), null);
    } catch (Throwable e) {
      return new Answer(shard, null, e);
    }
  }

  @Override
  public void handleSplitsChanges(SplitsChange<ShardSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException(change + " is no addition of shards");
    }
    requests.setCorePoolSize(
        Math.min(MAX_THREADS, Math.max(1, shards.size() + change.splits().size())));
    for (ShardSplit split : change.splits()) {
      OpenShard shard = new OpenShard(cursors.apply(split));
      shards.put(split.shardId(), shard);
      ask(shard, 0);
    }
  }

  @Override
  public void pauseOrResumeSplits(Collection<ShardSplit> toPause, Collection<ShardSplit> toResume) {
    toPause.forEach(split -> pause(shards.get(split.shardId())));
    toResume.forEach(split -> resume(shards.get(split.shardId())));
  }

  private static void pause(OpenShard shard) {
    if (shard != null) {
      shard.paused = true;
    }
  }

  private void resume(OpenShard shard) {
    if (shard != null) {
      shard.paused = false;
      if (shard.held != null) {
        answers.add(shard.held);
        shard.held = null;
      }
    }
  }

  @Override
  public void wakeUp() {
    answers.add(wakeUp);
  }

  /** Does not wait: a request that hangs in the network cannot be interrupted. */
  @Override
  public void close() {
    requests.shutdownNow();
  }
}
