package io.tideline.runner.cluster;

import io.tideline.runner.configuration.PipelineConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/**
 * A local cluster's config.yaml: conf/config.yaml of the project, and over it what a cluster on the
 * loopback interface needs.
 */
final class ClusterSettings {

  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> JOBS = List.of("capture", "deliver");

  private final Configuration flink;

  private ClusterSettings(Configuration flink) {
    this.flink = flink;
  }

  /** As the files of a cluster have it. */
  static ClusterSettings read(ClusterDirectory directory) {
    return new ClusterSettings(
        GlobalConfiguration.loadConfiguration(directory.configuration().toString()));
  }

  /**
   * @param projectConfiguration the directory of the project's config.yaml
   * @param slots of a TaskManager; 0 for what config.yaml says
   * @param webPort 0 takes a free one
   */
  static ClusterSettings make(
      Path projectConfiguration,
      PipelineConfiguration pipeline,
      ClusterDirectory directory,
      int slots,
      int webPort)
      throws IOException {
    Configuration flink =
        GlobalConfiguration.loadConfiguration(projectConfiguration.toAbsolutePath().toString());
    flink.set(JobManagerOptions.ADDRESS, LOOPBACK);
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(JobManagerOptions.PORT, freePort());
    flink.set(TaskManagerOptions.HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    int port = webPort == 0 ? freePort() : webPort;
    flink.set(RestOptions.ADDRESS, LOOPBACK);
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(RestOptions.PORT, port);
    flink.set(RestOptions.BIND_PORT, Integer.toString(port));
    // Jobs come from the SQL folders only.
    flink.set(WebOptions.SUBMIT_ENABLE, false);
    if (slots > 0) {
      flink.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    }
    if (JOBS.stream().noneMatch(job -> pipeline.text(job + ".state.backend").equals("rocksdb"))) {
      // Only RocksDB uses managed memory; without it the heap has more.
      flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    }
    // How many checkpoints a cluster keeps is not for a job to say.
    flink.set(
        CheckpointingOptions.MAX_RETAINED_CHECKPOINTS,
        JOBS.stream()
            .mapToInt(job -> pipeline.integer(job + ".checkpoint.retained"))
            .max()
            .orElseThrow());
    flink.set(ClusterOptions.ERROR_REGISTRATION_DELAY, Duration.ofSeconds(1));
    flink.set(CoreOptions.TMP_DIRS, directory.temporary().toString());
    return new ClusterSettings(flink);
  }

  void write(ClusterDirectory directory) throws IOException {
    Files.write(
        directory.configurationFile(),
        ConfigurationUtils.convertConfigToWritableLines(flink, false));
  }

  /** Whether the port of the web page is free. */
  boolean isPortFree() {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(LOOPBACK, webPort()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  Configuration flink() {
    return flink;
  }

  int webPort() {
    return flink.get(RestOptions.PORT);
  }

  int slots() {
    return flink.get(TaskManagerOptions.NUM_TASK_SLOTS);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
