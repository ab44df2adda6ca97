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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private TestTopic topic;

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
    topic = new TestTopic(datahub.endpoint(), "tideline", "changes", "ak", "sk");
    topic.put(List.of(customer(1, "王小明")));
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

  /** A job in application mode ends with its cluster, and the next cluster goes on from there. */
  @Test
  void aStoppedApplicationGoesOnFromItsSavepoint() throws Exception {
    Path home = Files.createDirectory(directory.resolve("application"));
    String savepoint;
    try (FlinkHome cluster = FlinkHome.application(home, environment, "--job", "deliver")) {
      awaitDelivery(cluster);
      assertThat(verb("status", "deliver", "--jobmanager", cluster.address()))
          .contains("deliver", "RUNNING");
      Matcher written =
          Pattern.compile("file:\\S+/savepoint-\\S+")
              .matcher(verb("stop", "deliver", "--jobmanager", cluster.address()));
      assertThat(written.find()).isTrue();
      savepoint = written.group();
      assertThat(cluster.awaitJobManagerExit()).isZero();
    }
    topic.put(List.of(customer(2, "李四")));

    Path next = Files.createDirectory(directory.resolve("next"));
    try (FlinkHome cluster =
        FlinkHome.applicationFrom(savepoint, next, environment, "--job", "deliver")) {
      await().atMost(PATIENCE).until(() -> delivered().contains("\"name\":\"李四\""));
    }
    assertThat(delivered()).containsOnlyOnce("王小明").containsOnlyOnce("李四");
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

  private String verb(String... arguments) throws Exception {
    return TidelineProcess.run(directory, environment, arguments);
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

  private static List<String> customer(int id, String name) {
    return Arrays.asList(
        "e" + id,
        "INSERT",
        "shop-db",
        "shop",
        "customers",
        "2026-11-23T15:00:00Z",
        "{\"id\":" + id + "}",
        null,
        "{\"id\":" + id + ",\"name\":\"" + name + "\"}",
        String.format("0001-00000001-%012d-0000000-0", id),
        null);
  }
}
