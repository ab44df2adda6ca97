package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.OrderEvents;
import io.tideline.tests.testkit.TestTopic;
import io.tideline.tests.testkit.TidelineCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The deliver job on a cluster of separate processes, by the launcher's verbs, through kills and
 * changes. Each test goes on where the one before left it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class JobLifeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int KILLS = Boolean.getBoolean("tideline.chaos") ? 10 : 1;
  private static final int RETAINED = 3;

  private Path directory;
  private LocalDatahub datahub;
  private TidelineCluster cluster;
  private OrderEvents orders;

  @BeforeAll
  void up(@TempDir Path temporary) throws Exception {
    directory = temporary.toRealPath();
    datahub = LocalDatahub.start(DatahubSettings.local("ak", "sk", directory.resolve("datahub")));
    Map<String, String> environment = new HashMap<>();
    environment.put("TIDELINE_DATAHUB_ENDPOINT", datahub.endpoint());
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", "ak");
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", "sk");
    environment.put("TIDELINE_DATABASE_PASSWORD", "not used");
    environment.put("TIDELINE_DELIVER_PARALLELISM", "1");
    environment.put("TIDELINE_DELIVER_CHECKPOINT_INTERVAL", "1 s");
    environment.put("TIDELINE_DELIVER_STATE_DIRECTORY", directory.resolve("state").toString());
    environment.put("TIDELINE_OUTPUT_PATH", directory.resolve("output").toString());
    environment.put("TIDELINE_OUTPUT_ROLLING_INTERVAL", "2 s");
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
    cluster = new TidelineCluster(directory, environment);
    assertThat(cluster.verb("topic", "create").exit()).isZero();
    orders =
        new OrderEvents(
            new TestTopic(datahub.endpoint(), "tideline", "changes", "ak", "sk"),
            directory.resolve("output"));
    assertThat(cluster.up("--slots", "2").output()).contains("up after");
  }

  @AfterAll
  void down() throws Exception {
    cluster.close();
    datahub.close();
  }

  @Test
  @Order(1)
  void aJobIsStartedOnceAndNotASecondTime() throws Exception {
    orders.put(20);
    assertThat(cluster.verb("start", "deliver").requireSuccess()).contains("started fresh");
    orders.awaitAll();

    TidelineCluster.Result second = cluster.verb("start", "deliver");

    assertThat(second.exit()).isEqualTo(4);
    assertThat(second.output()).contains(status().get("id").asText(), "RUNNING");
    TidelineCluster.Result up = cluster.up();
    assertThat(up.output()).contains("runs already");
  }

  /** P16, P19. */
  @Test
  @Order(2)
  void aKilledTaskManagerIsRecoveredFromInTimeThatIsMeasured() throws Exception {
    for (int i = 1; i <= KILLS; i++) {
      cluster.kill("taskmanager-1");
      orders.put(20);
      cluster.up().requireSuccess();
      orders.awaitAll();

      int restarts = i;
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode status = status();
                assertThat(status.get("state").asText()).isEqualTo("RUNNING");
                assertThat(status.get("restarts").asInt()).isGreaterThanOrEqualTo(restarts);
                assertThat(status.get("metrics").get("recoveries").asInt())
                    .isGreaterThanOrEqualTo(restarts);
              });
      assertThat(status().get("metrics").get("lastRecoveryMs").asLong())
          .as(cluster.verb("logs", "jobmanager", "-n", "500", "--job", "recovery").output())
          .isBetween(1L, Duration.ofMinutes(10).toMillis());
    }
    String id = status().get("id").asText();
    assertThat(cluster.verb("logs", "jobmanager", "-n", "100", "--job", id).output())
        .containsPattern(
            "WARN .*job tideline-deliver \\("
                + id
                + "\\): operator .*, subtask 0, attempt \\d+ failed: ")
        .contains("recovered, the first record");
  }

  /**
   * P14, P15: what is on disk outlives all processes, and the job goes on from the newest of it.
   */
  @Test
  @Order(3)
  void afterTheLossOfTheJobManagerTheNextStartGoesOnFromTheNewestCheckpoint() throws Exception {
    for (int i = 1; i <= KILLS; i++) {
      cluster.kill("jobmanager");
      assertThat(cluster.verb("status", "deliver").exit()).isEqualTo(3);
      orders.put(20);
      cluster.up().requireSuccess();

      assertThat(cluster.verb("start", "deliver").requireSuccess())
          .containsPattern("resumed from the checkpoint file:\\S+/chk-\\d+ ");

      orders.awaitAll();
    }
  }

  /** P9. */
  @Test
  @Order(4)
  void whileCheckpointsCannotBeWrittenTheJobGoesOnAndSaysWhy() throws Exception {
    String id = status().get("id").asText();
    int restarts = status().get("restarts").asInt();
    long failedBefore = status().get("checkpoints").get("failed").asLong();
    Path checkpoints = directory.resolve("state").resolve(id);
    Path away = directory.resolve("away");
    Files.move(checkpoints, away);
    Files.createFile(checkpoints);
    await()
        .atMost(PATIENCE)
        .until(() -> status().get("checkpoints").get("failed").asLong() >= failedBefore + 3);
    assertThat(status().get("checkpoints").get("lastFailure").get("reason").asText()).isNotEmpty();
    assertThat(cluster.verb("logs", "jobmanager", "--failures", "--job", id).output())
        .containsPattern("WARN .*Failed to trigger or complete checkpoint \\d+ for job " + id);
    orders.put(20);

    Files.delete(checkpoints);
    Files.move(away, checkpoints);

    orders.awaitAll();
    assertThat(status().get("restarts").asInt()).isEqualTo(restarts);
  }

  /** P8, P17: on the interval's beat, and no more than are to be kept. */
  @Test
  @Order(5)
  void checkpointsAreTakenAtTheirIntervalAndTheOldestGo() throws Exception {
    long before = status().get("checkpoints").get("completed").asLong();
    await()
        .atMost(PATIENCE)
        .until(() -> status().get("checkpoints").get("completed").asLong() >= before + RETAINED);
    Path own = directory.resolve("state").resolve(status().get("id").asText());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(completed(own)).isEqualTo(RETAINED));
  }

  @Test
  @Order(6)
  void aStoppedJobGoesOnWithAnotherRouteAndAnotherParallelism() throws Exception {
    orders.put(20);
    assertThat(cluster.verb("stop", "deliver").requireSuccess())
        .containsPattern("stopped, savepoint file:\\S+/savepoints/savepoint-");
    Path routes = cluster.sql().resolve("deliver/40_routes.sql");
    Files.writeString(
        routes,
        Files.readString(routes)
            .replaceFirst(
                "INSERT INTO files.orders .*",
                "INSERT INTO files.orders SELECT _event_id, _op, _position, _event_time, _event, id,"
                    + " customer_id, status, amount, discount, paid, 'masked', placed_at,"
                    + " updated_at FROM changes.orders;"));
    orders.put(20);

    assertThat(cluster.verb("start", "deliver", "--parallelism", "2").requireSuccess())
        .contains("resumed from the savepoint");

    orders.awaitAll();
    assertThat(orders.notes()).contains("masked");
    assertThat(status().get("tasks").asInt()).isGreaterThanOrEqualTo(4);
  }

  @Test
  @Order(7)
  void aMistakeInARouteLeavesTheJobAsItIs() throws Exception {
    Path routes = cluster.sql().resolve("deliver/40_routes.sql");
    String good = Files.readString(routes);
    Files.writeString(routes, good.replace("FROM changes.orders", "FROM changes.odrers"));
    String id = status().get("id").asText();

    TidelineCluster.Result restart = cluster.verb("restart", "deliver");

    assertThat(restart.exit()).isEqualTo(2);
    assertThat(restart.output()).contains("40_routes.sql:");
    assertThat(status().get("id").asText()).isEqualTo(id);
    Files.writeString(routes, good);
  }

  /** What a removed route has open is finished by a restart; nothing else lets it go unasked. */
  @Test
  @Order(8)
  void aRouteThatIsRemovedIsFinishedFirst() throws Exception {
    Path routes = cluster.sql().resolve("deliver/40_routes.sql");
    String good = Files.readString(routes);
    String without = good.replaceFirst("INSERT INTO files.customers .*", "");
    cluster.verb("stop", "deliver").requireSuccess();
    Files.writeString(routes, without);

    TidelineCluster.Result start = cluster.verb("start", "deliver");

    assertThat(start.exit()).isEqualTo(4);
    assertThat(start.output()).contains("the route into files.customers is gone", "--drop-state");
    Files.writeString(routes, good);
    assertThat(cluster.verb("start", "deliver").requireSuccess()).contains("the savepoint");
    orders.put(20);
    Files.writeString(routes, without);

    assertThat(cluster.verb("restart", "deliver").requireSuccess())
        .contains("finishing the files of files.customers", "resumed from the savepoint");

    orders.awaitAll();
    Files.writeString(routes, good);
    assertThat(cluster.verb("restart", "deliver").requireSuccess())
        .contains("resumed from the savepoint");
    orders.put(20);
    orders.awaitAll();
  }

  /** A point that is not the newest would write rows again that finished files have. */
  @Test
  @Order(9)
  void filesThatAreThereKeepAJobFromBeginningAgain() throws Exception {
    cluster.verb("cancel", "deliver").requireSuccess();

    TidelineCluster.Result fresh = cluster.verb("start", "deliver", "--fresh");

    assertThat(fresh.exit()).isEqualTo(4);
    assertThat(fresh.output()).contains("shop_orders_", "output");
    assertThat(cluster.verb("start", "deliver").requireSuccess()).contains("resumed from the");
    orders.put(20);
    orders.awaitAll();
  }

  private JsonNode status() throws Exception {
    String json = cluster.verb("status", "deliver", "--json").standardOutput();
    return new ObjectMapper().readTree(json).get(0);
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  private static long completed(Path run) throws IOException {
    return list(run).stream()
        .filter(entry -> entry.getFileName().toString().startsWith("chk-"))
        .filter(entry -> Files.exists(entry.resolve("_metadata")))
        .count();
  }
}
