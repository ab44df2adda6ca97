package io.tideline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkRunIT {

  @TempDir Path directory;

  @Test
  void flinkRunTakesTheJarWithTheNameOfAJob() throws Exception {
    Configuration flink = new Configuration();
    flink.set(RestOptions.BIND_PORT, "0");
    flink.set(RestOptions.ADDRESS, "127.0.0.1");
    MiniClusterConfiguration settings =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(flink)
            .setNumSlotsPerTaskManager(1)
            .build();
    try (MiniCluster cluster = new MiniCluster(settings)) {
      cluster.start();
      URI address = cluster.getRestAddress().get();
      List<String> arguments = new ArrayList<>(List.of("run", "-d"));
      arguments.addAll(List.of("-m", address.getHost() + ":" + address.getPort()));
      arguments.add(RunnerProcess.JAR.toString());
      arguments.addAll(new SmallPipeline(directory).arguments());
      try (RunnerProcess client =
          RunnerProcess.start(
              directory.resolve("client.txt"),
              "org.apache.flink.client.cli.CliFrontend",
              arguments)) {
        assertThat(client.process().waitFor()).as(client.output()).isZero();
      }

      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () -> {
                Collection<JobStatusMessage> jobs = cluster.listJobs().get();
                assertThat(jobs).singleElement();
                JobStatusMessage job = jobs.iterator().next();
                assertThat(job.getJobName()).isEqualTo("tideline-capture");
                assertThat(job.getJobState()).isEqualTo(JobStatus.RUNNING);
              });
    }
  }
}
