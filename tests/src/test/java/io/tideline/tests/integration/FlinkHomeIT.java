package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.FlinkHome;
import io.tideline.tests.testkit.TestTopic;
import io.tideline.tests.testkit.TidelineProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner jar on clusters of separate processes. */
class FlinkHomeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private LocalDatahub datahub;

  @BeforeEach
  void topicWithOneOrder() throws Exception {
    datahub = LocalDatahub.start(DatahubSettings.local("ak", "sk", directory.resolve("datahub")));
    environment.put("TIDELINE_DATAHUB_ENDPOINT", datahub.endpoint());
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", "ak");
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", "sk");
    environment.put("TIDELINE_DATABASE_PASSWORD", "not used");
    environment.put("TIDELINE_DELIVER_CHECKPOINT_INTERVAL", "1 s");
    environment.put("TIDELINE_DELIVER_STATE_DIRECTORY", directory.resolve("state").toString());
    environment.put("TIDELINE_OUTPUT_PATH", directory.resolve("output").toString());
    environment.put("TIDELINE_OUTPUT_ROLLING_INTERVAL", "2 s");
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
    TidelineProcess.run(directory, environment, "topic", "create");
    new TestTopic(datahub.endpoint(), "tideline", "changes", "ak", "sk").put(List.of(customer()));
  }

  @AfterEach
  void stop() throws IOException {
    datahub.close();
  }

  @Test
  void applicationModeTakesTheRunnerJarAndDelivers() throws Exception {
    Path home = Files.createDirectory(directory.resolve("application"));
    try (FlinkHome cluster = FlinkHome.application(home, environment, "--job", "deliver")) {
      awaitDelivery(cluster);
    }
  }

  @Test
  void flinkRunTakesTheRunnerJarAndDelivers() throws Exception {
    Path home = Files.createDirectory(directory.resolve("session"));
    try (FlinkHome cluster = FlinkHome.session(home, environment)) {
      await().atMost(PATIENCE).until(() -> cluster.rest("/overview").contains("\"slots-total\":2"));
      assertThat(cluster.run("--job", "deliver")).contains("Job has been submitted with JobID");
      awaitDelivery(cluster);
    }
  }

  private void awaitDelivery(FlinkHome cluster) {
    await()
        .atMost(PATIENCE)
        // A file in progress may get its name while the directory is listed.
        .ignoreException(UncheckedIOException.class)
        .untilAsserted(
            () -> {
              assertThat(cluster.isAlive()).as(cluster.output("jobmanager")).isTrue();
              assertThat(delivered()).contains("\"name\":\"王小明\"");
            });
  }

  private String delivered() throws IOException {
    Path output = directory.resolve("output");
    if (Files.notExists(output)) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("shop_customers_")).toList()) {
        lines.append(Files.readString(file));
      }
    }
    return lines.toString();
  }

  private static List<String> customer() {
    return Arrays.asList(
        "e1",
        "INSERT",
        "shop-db",
        "shop",
        "customers",
        "2026-11-23T15:00:00Z",
        "{\"id\":1}",
        null,
        "{\"id\":1,\"name\":\"王小明\"}",
        "0001-00000001-000000000001-0000000-0",
        null);
  }
}
