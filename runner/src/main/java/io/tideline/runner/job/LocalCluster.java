package io.tideline.runner.job;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster in this JVM with its REST interface and web page, for one job. */
final class LocalCluster implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final MiniCluster cluster;
  private final URI address;

  private LocalCluster(MiniCluster cluster, URI address) {
    this.cluster = cluster;
    this.address = address;
  }

  /**
   * @throws Exception when the cluster does not start, for one because the port is taken
   */
  static LocalCluster start(JobSettings settings, int webPort) throws Exception {
    Configuration flink = settings.flink();
    flink.set(RestOptions.ADDRESS, LOOPBACK);
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(RestOptions.PORT, webPort);
    flink.set(RestOptions.BIND_PORT, Integer.toString(webPort));
    // Jobs come from the SQL folders only.
    flink.set(WebOptions.SUBMIT_ENABLE, false);
    // Figures on the web page are at most this old.
    flink.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
    flink.set(JobManagerOptions.EXECUTION_FAILOVER_STRATEGY, "region");
    flink.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE,
        MemorySize.ofMebiBytes(settings.usesDisk() ? 256 : 32));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(settings.parallelism())
                .build());
    cluster.start();
    return new LocalCluster(cluster, cluster.getRestAddress().get());
  }

  URI address() {
    return address;
  }

  /** What a client needs to submit its job here. */
  void addressInto(Configuration flink) {
    flink.set(DeploymentOptions.TARGET, "remote");
    flink.set(DeploymentOptions.ATTACHED, false);
    flink.set(RestOptions.ADDRESS, address.getHost());
    flink.set(RestOptions.PORT, address.getPort());
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
