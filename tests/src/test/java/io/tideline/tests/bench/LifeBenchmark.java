package io.tideline.tests.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tideline.local.database.LocalDatabase;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.local.demo.shop.ShopDatabase;
import io.tideline.local.demo.shop.Workload;
import io.tideline.tests.testkit.JobPages;
import io.tideline.tests.testkit.TidelineCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the steps of a job's life take on a cluster of processes on this machine, with both jobs
 * and a database that changes all the time. From the project's directory, about 3 minutes:
 *
 * <pre>{@code
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.class=LifeBenchmark
 * }</pre>
 *
 * <p>A verb's time is that of its process, from its start to its end: JVM, compilation of the SQL,
 * and waiting until all tasks run are in it; the first verb that compiles also archives classes for
 * those after it. "recovery" are two times: of a clock beside the cluster, from the kill until both
 * jobs run and have recovered; and of the jobs' own metric, from the failure, as the JobManager
 * came to know it, to the first record. It prints, and judges nothing.
 */
class LifeBenchmark {

  // So that a recovery has a record to wait for.
  private static final double CHANGES_PER_SECOND = 300;
  private static final List<String> JOBS = List.of("capture", "deliver");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private TidelineCluster cluster;

  @Test
  void stepsOfALife() throws Exception {
    Path root = directory.toRealPath();
    try (LocalDatahub datahub =
            LocalDatahub.start(DatahubSettings.local("ak", "sk", root.resolve("datahub")));
        LocalDatabase database = LocalDatabase.start(root.resolve("database"), 0, "secret")) {
      configure(root, datahub, database);
      cluster = new TidelineCluster(root, environment);
      cluster.verb("topic", "create").requireSuccess();
      try (ShopDatabase shop = new ShopDatabase(database.connect())) {
        shop.create(1);
        shop.startChanging();
        // It counts on from what the shop has, so that must be there.
        try (Workload changes =
            new Workload(
                new ShopDatabase(database.connect()), CHANGES_PER_SECOND, Long.MAX_VALUE)) {
          changes.start();
          measure();
        }
      } finally {
        cluster.close();
      }
    }
  }

  private void measure() throws Exception {
    print("validate", () -> cluster.verb("validate").requireSuccess());
    print("up", () -> cluster.up("--slots", "4").requireSuccess());
    print("start capture", () -> cluster.verb("start", "capture").requireSuccess());
    print("start deliver", () -> cluster.verb("start", "deliver").requireSuccess());
    awaitCheckpoints();
    print("status of both", () -> cluster.verb("status").requireSuccess());
    print("plan of deliver", () -> cluster.verb("plan", "deliver").requireSuccess());
    print("savepoint of deliver", () -> cluster.verb("savepoint", "deliver").requireSuccess());
    print("restart deliver", () -> cluster.verb("restart", "deliver").requireSuccess());
    awaitCheckpoints();
    print(
        "recovery: kill -9 of the task manager, up at once",
        () -> {
          cluster.kill("taskmanager-1");
          cluster.up().requireSuccess();
          await().atMost(PATIENCE).until(this::bothRecovered);
          return null;
        });
    for (JsonNode job : status()) {
      System.out.printf(
          "  %-7s by its metric: %,d ms to the first record, %,d ms until all tasks ran%n",
          job.get("job").asText(),
          job.get("metrics").get("lastRecoveryMs").asLong(),
          job.get("metrics").get("lastRunningMs").asLong());
    }
    awaitCheckpoints();
    print(
        "recovery: kill -9 of the job manager, up and start of both at once",
        () -> {
          cluster.kill("jobmanager");
          cluster.up().requireSuccess();
          return cluster.verb("start").requireSuccess();
        });
    print("stop of both", () -> cluster.verb("stop").requireSuccess());
    print("down", () -> cluster.verb("down").requireSuccess());
  }

  private boolean bothRecovered() throws Exception {
    for (String job : JOBS) {
      JobPages pages = cluster.job(job);
      if (!pages.state().equals("RUNNING") || pages.recoveries() < 1) {
        return false;
      }
    }
    return true;
  }

  /** So that there is one to go on from. */
  private void awaitCheckpoints() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              for (String job : JOBS) {
                if (cluster.job(job).completedCheckpoints() < 2) {
                  return false;
                }
              }
              return true;
            });
  }

  private JsonNode status() throws Exception {
    return new ObjectMapper().readTree(cluster.verb("status", "--json").standardOutput());
  }

  private static void print(String what, Callable<?> step) throws Exception {
    long begin = System.nanoTime();
    step.call();
    System.out.printf("%-68s %6.1f s%n", what, (System.nanoTime() - begin) / 1e9);
  }

  private void configure(Path root, LocalDatahub datahub, LocalDatabase database) {
    environment.put("TIDELINE_DATAHUB_ENDPOINT", datahub.endpoint());
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", "ak");
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", "sk");
    environment.put("TIDELINE_DATABASE_HOST", "127.0.0.1");
    environment.put("TIDELINE_DATABASE_PORT", Integer.toString(database.port()));
    environment.put("TIDELINE_DATABASE_USERNAME", LocalDatabase.USER);
    environment.put("TIDELINE_DATABASE_PASSWORD", "secret");
    environment.put("TIDELINE_CAPTURE_CHECKPOINT_INTERVAL", "2 s");
    environment.put("TIDELINE_DELIVER_CHECKPOINT_INTERVAL", "2 s");
    environment.put("TIDELINE_CAPTURE_STATE_DIRECTORY", root.resolve("state/capture").toString());
    environment.put("TIDELINE_DELIVER_STATE_DIRECTORY", root.resolve("state/deliver").toString());
    environment.put("TIDELINE_OUTPUT_PATH", root.resolve("output").toString());
    environment.put("TIDELINE_DEAD_LETTERS_PATH", root.resolve("letters").toString());
  }
}
