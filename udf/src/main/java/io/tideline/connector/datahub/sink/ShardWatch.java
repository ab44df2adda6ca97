package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes the lineage of the shards while the sink runs, in a thread of its own: the service forgets
 * a shard some days after it was closed, and the next start needs to know what continued it.
 */
final class ShardWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShardWatch.class);

  private final DataHubClient client;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new ExecutorThreadFactory("datahub-shards"));
  private volatile ShardTree tree;

  ShardWatch(DataHubClient client, ShardTree tree, Duration interval) {
    this.client = client;
    this.tree = tree;
    long millis = interval.toMillis();
    timer.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      tree = tree.with(client.shards());
    } catch (IOException | RuntimeException fault) {
      LOG.warn("Could not list the shards, will ask again: {}", fault.getMessage());
    }
  }

  /** As of the last look. */
  ShardTree tree() {
    return tree;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.close();
  }
}
