package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Offset;
import io.tideline.connector.datahub.client.SubscriptionName;
import io.tideline.connector.datahub.source.SourceSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
  private final SourceSettings settings;
  private final SourceMetrics metrics;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(new ExecutorThreadFactory("datahub-offset-committer"));
  private final Map<String, Offset> pending = new HashMap<>();
  private final Set<String> sessions = new HashSet<>();
  private String subscription;
  private volatile DataHubException refused;

  OffsetCommitter(DataHubClient client, SourceSettings settings, SourceMetrics metrics) {
    this.client = client;
    this.settings = settings;
    this.metrics = metrics;
  }

  /**
   * Returns at once.
   *
   * @throws DataHubException when an earlier commit was refused for a reason that the options say
   *     to fail for
   */
  void commit(Map<String, Offset> offsets) throws DataHubException {
    if (refused != null) {
      throw refused;
    }
    if (offsets.isEmpty()) {
      return;
    }
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
        subscription = SubscriptionName.resolve(client, settings.subscription());
      }
      if (!sessions.containsAll(offsets.keySet())) {
        client.openSession(subscription, offsets.keySet());
        sessions.addAll(offsets.keySet());
      }
      client.commit(subscription, offsets);
      metrics.commitPassed();
      offsets.forEach((shard, offset) -> metrics.committed(shard, offset.sequence()));
    } catch (DataHubException e) {
      metrics.commitFailed(e.reason());
      tryLater(offsets);
      report(e, offsets);
    } catch (RuntimeException e) {
      // What a thread of Flink's pools lets out ends the whole process.
      metrics.commitFailed(Reason.UNAVAILABLE);
      tryLater(offsets);
      LOG.warn("Offsets {} not committed", offsets, e);
    }
  }

  /** A shard that has ended has no later offset that would make up for this one. */
  private void tryLater(Map<String, Offset> offsets) {
    sessions.clear();
    synchronized (pending) {
      offsets.forEach(pending::putIfAbsent);
    }
  }

  private void report(DataHubException fault, Map<String, Offset> offsets) {
    String what;
    switch (fault.reason()) {
      case OFFSET_RESET:
        what = "someone has set its offsets; option 'offsetReset'";
        break;
      case SESSION_LOST:
        what = "another consumer reads with it; option 'sessionLost'";
        break;
      case SUBSCRIPTION_OFFLINE:
      case NOT_FOUND:
        // One that is made anew may have another id.
        subscription = null;
        what = "it is offline or was deleted; option 'subscriptionLost'";
        break;
      default:
        LOG.warn("Offsets {} not committed, will try again: {}", offsets, fault.getMessage());
        return;
    }
    String message =
        String.format(
            "subscription '%s' does not take the offsets of this job: %s",
            settings.subscription(), what);
    if (settings.failsOnRefused(fault.reason())) {
      refused = new DataHubException(fault.reason(), message + " is 'fail'", fault);
      LOG.error("{} is 'fail', so the job fails: {}", message, fault.getMessage());
    } else {
      LOG.error(
          "{} is 'continue', so the job goes on from its own state, which loses nothing, and will"
              + " commit with the next checkpoint: {}",
          message,
          fault.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
