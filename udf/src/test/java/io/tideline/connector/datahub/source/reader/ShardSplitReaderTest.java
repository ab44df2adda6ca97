package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Fetched;
import io.tideline.connector.datahub.client.ShardInMemory;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardSplitReaderTest {

  private static final ShardSplit SLOW = ShardSplit.fromOldest("0");
  private static final ShardSplit FAST = ShardSplit.fromOldest("1");

  private final CountDownLatch answer = new CountDownLatch(1);
  private final MetricListener listener = new MetricListener();
  private final SourceMetrics metrics =
      new SourceMetrics(InternalSourceReaderMetricGroup.mock(listener.getMetricGroup()));
  private final Configuration options =
      new Configuration()
          .set(DataHubConnectorOptions.SUB_ID, "reader")
          .set(DataHubConnectorOptions.MAX_FETCH_SIZE, 10)
          .set(DataHubConnectorOptions.FETCH_LATEST_DELAY, Duration.ofMillis(1));
  private final SlowShard shards = new SlowShard();
  private ShardSplitReader reader;

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void aShardThatDoesNotAnswerDelaysNoOther() throws Exception {
    shards.append(30);
    open(SLOW, FAST);

    for (int i = 0; i < 3; i++) {
      assertThat(next().shardId()).isEqualTo("1");
    }
    answer.countDown();
    await().until(() -> next().shardId().equals("0"));
  }

  @Test
  void aReaderThatWaitsForAnAnswerIsWokenAndClosedAtOnce() throws Exception {
    open(SLOW);
    CompletableFuture<ShardFetch> waiting = CompletableFuture.supplyAsync(this::fetch);
    reader.wakeUp();

    assertThat(waiting.get().shardId()).isNull();
    await().until(() -> shards.attempts == 1);
    reader.close();
    await().until(() -> shards.interrupted);
  }

  @Test
  void theWaitBetweenTwoAttemptsEndsWhenTheReaderIsClosed() throws Exception {
    options.set(DataHubConnectorOptions.RETRY_DELAY, Duration.ofHours(1));
    options.set(DataHubConnectorOptions.RETRY_TIMEOUT, Duration.ofDays(1));
    shards.fault = new DataHubException(Reason.UNAVAILABLE, "away", null);
    open(FAST);
    await().until(() -> shards.attempts == 1);

    reader.close();
    await().until(() -> threads("datahub-fetch") == 0);
  }

  @Test
  void aFaultThatStaysReachesTheTaskWithItsShardAndRetriesAreCountedByReason() {
    options.set(DataHubConnectorOptions.RETRY_DELAY, Duration.ofMillis(1));
    shards.fault = new DataHubException(Reason.UNAVAILABLE, "away", null);
    open(FAST);

    assertThatThrownBy(() -> reader.fetch())
        .hasMessage("cannot go on in shard 1 from the oldest")
        .hasRootCauseMessage("away");
    assertThat(listener.getCounter("fetchRetries").orElseThrow().getCount()).isEqualTo(3);
    assertThat(
            listener.getCounter("reason", "unavailable", "fetchRetries").orElseThrow().getCount())
        .isEqualTo(3);
  }

  @Test
  void aShardThatIsPausedForTheOthersWatermarkGivesNothingUntilItIsResumed() throws Exception {
    shards.append(30);
    answer.countDown();
    open(SLOW, FAST);
    reader.pauseOrResumeSplits(List.of(SLOW), List.of());
    int ofFast = 0;
    while (ofFast < 4) {
      ShardFetch fetch = next();
      assertThat(fetch.shardId()).isEqualTo("1");
      ofFast++;
    }

    reader.pauseOrResumeSplits(List.of(), List.of(SLOW));
    await().until(() -> next().shardId().equals("0"));
  }

  private void open(ShardSplit... splits) {
    SourceSettings settings = SourceSettings.fromOptions(options, false);
    reader =
        new ShardSplitReader(
            split -> new ShardCursor(split, shards, new TopicSchema(List.of()), settings, metrics),
            settings,
            metrics,
            fetch -> {});
    for (ShardSplit split : splits) {
      metrics.open(split.shardId());
    }
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(splits)));
  }

  /** The next answer of a shard. */
  private ShardFetch next() throws Exception {
    while (true) {
      ShardFetch fetch = (ShardFetch) reader.fetch();
      if (fetch.shardId() != null) {
        return fetch;
      }
    }
  }

  private ShardFetch fetch() {
    try {
      return (ShardFetch) reader.fetch();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .count();
  }

  /** Shards of which number 0 answers when the test says so. */
  private final class SlowShard extends ShardInMemory {
    private volatile boolean interrupted;
    private volatile int attempts;
    private volatile DataHubException fault;

    @Override
    public Fetched fetch(String shardId, TopicSchema schema, String cursor, int limit)
        throws DataHubException {
      attempts++;
      if (fault != null) {
        throw fault;
      }
      if (shardId.equals("0")) {
        try {
          answer.await();
        } catch (InterruptedException e) {
          interrupted = true;
          throw new DataHubException(Reason.INVALID, "stopped", e);
        }
      }
      return super.fetch(shardId, schema, cursor, limit);
    }
  }
}
