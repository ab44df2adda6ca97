package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.JobPages;
import io.tideline.tests.testkit.OrderEvents;
import io.tideline.tests.testkit.TestTopic;
import io.tideline.tests.testkit.TidelineCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    assertThat(second.output()).contains(deliver().id(), "RUNNING");
    TidelineCluster.Result run = cluster.verb("run", "--job", "deliver");
    assertThat(run.exit()).as(run.output()).isEqualTo(4);
    assertThat(run.output())
        .contains("deliver runs already, as job " + deliver().id() + " (RUNNING) on http://");
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
                assertThat(deliver().state()).isEqualTo("RUNNING");
                assertThat(deliver().restarts()).isGreaterThanOrEqualTo(restarts);
                assertThat(deliver().recoveries()).isGreaterThanOrEqualTo(restarts);
              });
    }
    JsonNode status = status();
    assertThat(status.get("state").asText()).isEqualTo("RUNNING");
    assertThat(status.get("restarts").asInt()).isGreaterThanOrEqualTo(KILLS);
    assertThat(status.get("metrics").get("recoveries").asInt()).isGreaterThanOrEqualTo(KILLS);
    assertThat(status.get("metrics").get("lastRecoveryMs").asLong())
        .isBetween(1L, Duration.ofMinutes(10).toMillis());
    String id = deliver().id();
    assertThat(cluster.verb("logs", "jobmanager", "-n", "1000", "--job", id).output())
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
    String id = deliver().id();
    long restarts = deliver().restarts();
    long failedBefore = deliver().failedCheckpoints();
    Path checkpoints = directory.resolve("state").resolve(id);
    Path away = directory.resolve("away");
    Files.move(checkpoints, away);
    Files.createFile(checkpoints);
    await().atMost(PATIENCE).until(() -> deliver().failedCheckpoints() >= failedBefore + 3);
    assertThat(status().get("checkpoints").get("lastFailure").get("reason").asText()).isNotEmpty();
    assertThat(cluster.verb("logs", "jobmanager", "--failures", "--job", id).output())
        .containsPattern("WARN .*Failed to trigger or complete checkpoint \\d+ for job " + id);
    orders.put(20);

    Files.delete(checkpoints);
    Files.move(away, checkpoints);

    orders.awaitAll();
    assertThat(deliver().restarts()).isEqualTo(restarts);
  }

  /** P8, P17: on the interval's beat, and no more than are to be kept. */
  @Test
  @Order(5)
  void checkpointsAreTakenAtTheirIntervalAndTheOldestGo() throws Exception {
    long before = deliver().completedCheckpoints();
    await().atMost(PATIENCE).until(() -> deliver().completedCheckpoints() >= before + RETAINED);
    Path own = directory.resolve("state").resolve(deliver().id());
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
    assertThat(deliver().tasks()).isGreaterThanOrEqualTo(4);
  }

  @Test
  @Order(7)
  void aMistakeInARouteLeavesTheJobAsItIs() throws Exception {
    Path routes = cluster.sql().resolve("deliver/40_routes.sql");
    String good = Files.readString(routes);
    Files.writeString(routes, good.replace("FROM changes.orders", "FROM changes.odrers"));
    String id = deliver().id();

    TidelineCluster.Result restart = cluster.verb("restart", "deliver");

    assertThat(restart.exit()).isEqualTo(2);
    assertThat(restart.output()).contains("40_routes.sql:");
    assertThat(deliver().id()).isEqualTo(id);
    assertThat(deliver().state()).isEqualTo("RUNNING");
    Files.writeString(
        routes,
        good.replaceFirst("INSERT INTO files.customers .*", "").replace("'masked'", "'hidden'"));
    assertThat(cluster.verb("plan", "deliver").requireSuccess())
        .contains("against job " + id + " (RUNNING) on http://")
        .contains("changed  the route into files.orders: its query")
        .contains("removed  the route into files.customers")
        .contains("removed  change-files-files.customers, ")
        .doesNotContain("files.products: its");
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
    assertThat(start.output())
        .contains("the route into files.customers is gone", "--drop-state files.customers");
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

  /**
   * Without a checkpoint of its own, and with none at all, a job tells by a savepoint what it
   * keeps.
   */
  @Test
  @Order(10)
  void beforeTheFirstCheckpointNothingIsLostByARestartEither() throws Exception {
    cluster.verb("stop", "deliver").requireSuccess();
    startWithoutCheckpoints();
    String first = deliver().id();
    Path stream = cluster.sql().resolve("deliver/10_stream.sql");
    String main = Files.readString(stream);
    Files.writeString(stream, main.replace("= 'main'", "= 'other'"));

    TidelineCluster.Result plan = cluster.verb("plan", withoutCheckpoints("deliver"));

    assertThat(plan.exit()).as(plan.output()).isEqualTo(1);
    assertThat(plan.output())
        .contains("against job " + first + " (RUNNING) on http://")
        .contains("against what it may keep; it has no checkpoint yet")
        .contains("lost     changes-main-gate", "the state does not restore");

    TidelineCluster.Result renamed = cluster.verb("restart", withoutCheckpoints("deliver"));

    assertThat(renamed.exit()).as(renamed.output()).isEqualTo(4);
    assertThat(renamed.output())
        .contains("to see what it keeps: it has no checkpoint yet")
        .contains("the state of changes-main-gate would be lost");
    assertThat(deliver().id()).isEqualTo(first);
    assertThat(deliver().state()).isEqualTo("RUNNING");
    Files.writeString(stream, main);
  }

  /** The newest point is of a run before, and knows nothing of the route that came since. */
  @Test
  @Order(11)
  void aRouteThatIsNewerThanTheNewestPointIsFinishedWhenItGoes() throws Exception {
    Path routes = cluster.sql().resolve("deliver/40_routes.sql");
    String good = Files.readString(routes);
    Files.writeString(routes, good.replaceFirst("INSERT INTO files.customers .*", ""));
    assertThat(cluster.verb("restart", withoutCheckpoints("deliver")).requireSuccess())
        .contains("to see what it keeps", "finishing the files of files.customers");
    Files.writeString(routes, good);
    assertThat(cluster.verb("restart", withoutCheckpoints("deliver")).requireSuccess())
        .contains("to see what it keeps", "resumed from the savepoint")
        .doesNotContain("finishing");
    Files.writeString(routes, good.replaceFirst("INSERT INTO files.customers .*", ""));

    TidelineCluster.Result restart = cluster.verb("restart", withoutCheckpoints("deliver"));

    assertThat(restart.requireSuccess())
        .contains("to see what it keeps", "finishing the files of files.customers")
        .contains("resumed from the savepoint");
    assertThat(deliver().state()).isEqualTo("RUNNING");
    Files.writeString(routes, good);
  }

  /** On directories of their own, with a first checkpoint that does not come. */
  private void startWithoutCheckpoints() throws Exception {
    assertThat(cluster.verb("start", withoutCheckpoints("deliver", "--fresh")).requireSuccess())
        .contains("started fresh");
  }

  private String[] withoutCheckpoints(String... first) {
    List<String> arguments = new ArrayList<>(List.of(first));
    arguments.addAll(List.of("--set", "deliver.checkpoint.interval=10 h"));
    arguments.addAll(List.of("--set", "deliver.state.directory=" + directory.resolve("state-2")));
    arguments.addAll(List.of("--set", "output.path=" + directory.resolve("output-2")));
    return arguments.toArray(String[]::new);
  }

  private JobPages deliver() {
    return cluster.job("deliver");
  }

  /** As a user sees it. */
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
