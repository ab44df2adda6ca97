package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Offset;
import io.tideline.connector.datahub.client.SubscriptionName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the subscription what completed checkpoints cover, in a thread of its own. A commit that
 * fails costs nothing but a later start for a job without a checkpoint: the next one makes up for
 * it.
 */
final class OffsetCommitter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);

  private final DataHubClient client;
  private final String subscriptionName;
  private final Counter failures;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(new ExecutorThreadFactory("datahub-offset-committer"));
  private final Map<String, Offset> pending = new HashMap<>();
  private final Set<String> sessions = new HashSet<>();
  private String subscription;

  OffsetCommitter(DataHubClient client, String subscriptionName, Counter failures) {
    this.client = client;
    this.subscriptionName = subscriptionName;
    this.failures = failures;
  }

  /** Returns at once. */
  void commit(Map<String, Offset> offsets) {
    synchronized (pending) {
      pending.putAll(offsets);
    }
    thread.execute(this::commitPending);
  }

  private void commitPending() {
    Map<String, Offset> offsets;
    synchronized (pending) {
      offsets = new HashMap<>(pending);
      pending.clear();
    }
    if (offsets.isEmpty()) {
      return;
    }
    try {
      if (subscription == null) {
        subscription = SubscriptionName.resolve(client, subscriptionName);
      }
      if (!sessions.containsAll(offsets.keySet())) {
        client.openSession(subscription, offsets.keySet());
        sessions.addAll(offsets.keySet());
      }
      client.commit(subscription, offsets);
    } catch (DataHubException e) {
      failures.inc();
      sessions.clear();
      if (e.reason() == Reason.SESSION_LOST || e.reason() == Reason.OFFSET_RESET) {
        LOG.error(
            "Someone else has read with subscription '{}' or reset its offsets; this job goes on from its own"
                + " state and will commit with the next checkpoint: {}",
            subscriptionName,
            e.getMessage());
      } else {
        LOG.warn("Offsets {} not committed: {}", offsets, e.getMessage());
      }
    } catch (RuntimeException e) {
      // What a thread of Flink's pools lets out ends the whole process.
      failures.inc();
      sessions.clear();
      LOG.warn("Offsets {} not committed", offsets, e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
