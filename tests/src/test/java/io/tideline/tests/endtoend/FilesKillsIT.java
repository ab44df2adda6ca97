package io.tideline.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.TidelineCluster;
import io.tideline.tests.testkit.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P36: the deliver job on a cluster of processes, killed again and again while the topic grows, and
 * started with another parallelism each time: at any moment, between the two halves of a commit
 * (files are closed, the checkpoint is not complete), and right behind its second (the checkpoint
 * is complete, files are being shown). Then every change in the topic is in a file, once, and the
 * changes of a key are in order.
 */
class FilesKillsIT {

  /** The long form runs with {@code -Pchaos}. */
  private static final int KILLS =
      Integer.getInteger("tideline.kills", Boolean.getBoolean("tideline.chaos") ? 30 : 3);

  /** Another one can be tried with {@code -Dtideline.seed}. */
  private static final long SEED = Long.getLong("tideline.seed", System.nanoTime());

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int SLOTS = 3;
  private static final Map<String, String> READERS =
      Map.of(
          "orders", "read_parquet('%s/*.parquet', filename = true)",
          "customers",
              "read_json('%s/*.json', filename = true, format = 'newline_delimited',"
                  + " columns = {_event_id: 'VARCHAR', _op: 'VARCHAR', _position: 'VARCHAR', id: 'VARCHAR', name: 'VARCHAR'})",
          "products", "read_csv('%s/*.csv', filename = true, header = true, all_varchar = true)");

  /** When a kill comes. */
  private enum Moment {
    ANY,
    /** A checkpoint has begun, and its files are closed or being closed. */
    BETWEEN_PRE_COMMIT_AND_COMMIT,
    /** A checkpoint has just become complete: its files are being shown. */
    IN_COMMIT
  }

  private final Random random = new Random(SEED);
  private final Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
  private final Map<String, String> environment = new HashMap<>();
  private Path directory;
  private TidelineCluster cluster;
  private int parallelism = 1;

  @Test
  void everyChangeIsInAFileOnceAndTheChangesOfAKeyAreInOrder(@TempDir Path temporary)
      throws Exception {
    System.out.println("FilesKillsIT: seed " + SEED + ", again with -Dtideline.seed=" + SEED);
    directory = temporary.toRealPath();
    try (LocalDatahub server =
            LocalDatahub.start(
                DatahubSettings.local(
                    Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("records")));
        ShopEvents events =
            new ShopEvents(
                Topic.create(server.endpoint(), "changes", ShopEvents.SHARDS, Topic.CHANGE_COLUMNS),
                new Random(SEED))) {
      configure(server);
      cluster = new TidelineCluster(directory, environment);
      try (TidelineCluster running = cluster) {
        cluster.up("--slots", Integer.toString(SLOTS)).requireSuccess();
        start();
        events.start();
        for (int kill = 0; kill < KILLS; kill++) {
          killAt(Moment.values()[(kill + (int) (SEED & 3)) % Moment.values().length]);
          cluster.up("--slots", Integer.toString(SLOTS)).requireSuccess();
          start();
        }
        events.stop();
        awaitDelivered(events);
        assertThat(inProgress())
            .as("files that a killed writer left")
            .isLessThanOrEqualTo(3 * SLOTS);
      }
      for (int table = 0; table < ShopEvents.TABLES.size(); table++) {
        judge(table, events.changes(table));
      }
      assertThat(walk(directory.resolve("letters"), ".*\\.json")).as("dead letters").isEmpty();
      assertThat(files(".*findings")).as("findings").isEmpty();
      System.out.printf(
          "FilesKillsIT: %d changes, kills %s, files %d, committed again after a kill %d%n",
          events.count(), kills, files("shop").size(), committedBefore());
    }
  }

  /** Both managers or one of them; the job is then started with another parallelism. */
  private void killAt(Moment moment) throws Exception {
    awaitProgress();
    switch (moment) {
      case ANY -> TimeUnit.MILLISECONDS.sleep(random.nextInt(4_000));
      case BETWEEN_PRE_COMMIT_AND_COMMIT -> awaitNew("chk-\\d+");
      case IN_COMMIT -> awaitNew("_metadata");
    }
    kills.merge(moment, 1, Integer::sum);
    // A job manager that dies alone stops the tasks of the other, too.
    if (random.nextInt(4) > 0) {
      cluster.kill("taskmanager-1");
    }
    cluster.kill("jobmanager");
  }

  /** So that something was committed since the last start, and more is to be. */
  private void awaitProgress() throws IOException {
    Set<Path> before = files("shop");
    await().atMost(PATIENCE).until(() -> !before.containsAll(files("shop")));
  }

  /** Waits closely, for what follows takes a few milliseconds only. */
  private void awaitNew(String name) throws IOException {
    Set<Path> before = checkpoints(name);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (before.containsAll(checkpoints(name))) {
      assertThat(System.nanoTime()).as("no new checkpoint").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private Set<Path> checkpoints(String name) throws IOException {
    return walk(directory.resolve("state"), name);
  }

  private void start() throws Exception {
    parallelism = (parallelism + random.nextInt(SLOTS - 1)) % SLOTS + 1;
    environment.put("TIDELINE_DELIVER_PARALLELISM", Integer.toString(parallelism));
    // Files that are open over several kills, and such that each checkpoint finishes.
    environment.put("TIDELINE_OUTPUT_ROLLING_INTERVAL", random.nextBoolean() ? "1 s" : "8 s");
    cluster.verb("start", "deliver").requireSuccess();
  }

  private void awaitDelivered(ShopEvents events) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              for (int table = 0; table < ShopEvents.TABLES.size(); table++) {
                assertThat(missing(table, events.changes(table)))
                    .as("changes that are in no file")
                    .isEmpty();
              }
            });
  }

  private List<String> missing(int table, int[] changes) throws SQLException {
    Map<String, Integer> delivered = new HashMap<>();
    query(table, "SELECT key, count(DISTINCT number) FROM rows GROUP BY key")
        .forEach(row -> delivered.put(row.get(0), Integer.valueOf(row.get(1))));
    List<String> missing = new ArrayList<>();
    for (int key = 0; key < changes.length; key++) {
      int there = delivered.getOrDefault(Integer.toString(key), 0);
      if (there < changes[key]) {
        missing.add(key + ": " + (changes[key] - there));
      }
    }
    return missing;
  }

  private void judge(int table, int[] changes) throws SQLException {
    String name = ShopEvents.TABLES.get(table).name();
    List<List<String>> expected = new ArrayList<>();
    for (int key = 0; key < changes.length; key++) {
      if (changes[key] > 0) {
        String count = Integer.toString(changes[key]);
        String last = Integer.toString(changes[key] - 1);
        expected.add(List.of(Integer.toString(key), count, count, "0", last));
      }
    }
    assertThat(
            query(
                table,
                "SELECT key, count(*), count(DISTINCT number), min(number), max(number) FROM rows"
                    + " GROUP BY key ORDER BY CAST(key AS INT)"))
        .as("%s: key, rows, different rows, first and last change", name)
        .isEqualTo(expected);
    assertThat(
            query(
                table,
                "SELECT filename, key, number FROM (SELECT *, lag(number) OVER (PARTITION BY filename,"
                    + " key ORDER BY place) AS previous FROM rows) WHERE number <= previous"))
        .as("%s: rows behind a later change of their key", name)
        .isEmpty();
    assertThat(
            query(
                table,
                "SELECT _event_id FROM rows WHERE _op <> 'DELETE' AND text IS DISTINCT FROM"
                    + " CAST(number AS VARCHAR)"))
        .as("%s: rows with the values of another change", name)
        .isEmpty();
    // Here every hour's manifest is to be compared with its files.
  }

  /** Over the table's rows with {@code key}, {@code number} and {@code place} in their file. */
  private List<List<String>> query(int table, String query) throws SQLException {
    ShopEvents.Table shop = ShopEvents.TABLES.get(table);
    Path files = directory.resolve("output/shop." + shop.name());
    String from = READERS.get(shop.name()).formatted(files);
    List<List<String>> rows = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      // One thread reads a file's rows in their order.
      statement.execute("SET threads = 1");
      statement.execute(
          ("CREATE VIEW rows AS SELECT *, split_part(_event_id, '/', 2) AS key,"
                  + " CAST(split_part(_event_id, '/', 3) AS INT) AS number, %s AS text,"
                  + " row_number() OVER () AS place FROM %s")
              .formatted(shop.text(), from));
      try (ResultSet result = statement.executeQuery(query)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(result.getString(i));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private Set<Path> files(String start) throws IOException {
    return walk(directory.resolve("output"), start + "_.*");
  }

  private int inProgress() throws IOException {
    return files("\\.shop").size();
  }

  /** How often a kill came between the moment a file was shown and the next checkpoint. */
  private long committedBefore() throws IOException {
    long count = 0;
    for (Path log : walk(directory.resolve("cluster/logs"), "taskmanager.*")) {
      try (Stream<String> lines = Files.lines(log)) {
        count += lines.filter(line -> line.contains("was committed before")).count();
      }
    }
    return count;
  }

  private static Set<Path> walk(Path root, String name) throws IOException {
    Set<Path> found = new HashSet<>();
    if (Files.isDirectory(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(file -> file.getFileName().toString().matches(name)).forEach(found::add);
      } catch (UncheckedIOException e) {
        // Something was removed while it was listed; the next look tells.
      }
    }
    return found;
  }

  private void configure(LocalDatahub server) {
    environment.put("TIDELINE_DATAHUB_ENDPOINT", server.endpoint());
    environment.put("TIDELINE_DATAHUB_PROJECT", Topic.PROJECT);
    environment.put("TIDELINE_DATAHUB_TOPIC", "changes");
    environment.put("TIDELINE_DATAHUB_SUBSCRIPTION", Topic.SUBSCRIPTION);
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", Topic.ACCESS_ID);
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", Topic.ACCESS_KEY);
    environment.put("TIDELINE_DATABASE_PASSWORD", "not used");
    environment.put("TIDELINE_DELIVER_CHECKPOINT_INTERVAL", "1 s");
    environment.put("TIDELINE_DELIVER_STATE_DIRECTORY", directory.resolve("state").toString());
    environment.put("TIDELINE_OUTPUT_PATH", directory.resolve("output").toString());
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
  }
}
