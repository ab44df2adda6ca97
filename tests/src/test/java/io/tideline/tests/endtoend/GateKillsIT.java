package io.tideline.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Stamp;
import io.tideline.local.database.LocalDatabase;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.local.datahub.faults.CallKind;
import io.tideline.local.datahub.faults.Fault;
import io.tideline.local.datahub.faults.FaultRule;
import io.tideline.local.demo.shop.ShopSchema;
import io.tideline.tests.testkit.DeliveredRows;
import io.tideline.tests.testkit.TidelineProcess;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P7, P35, P37, P38 over the whole way: a database that changes without pause, the capture job and
 * the deliver job as users start them, killed at random moments and started with another
 * parallelism, and a service between them that stores records twice, in another order, or not at
 * all.
 */
class GateKillsIT {

  /** The long form runs with {@code -Pchaos}. */
  private static final int KILLS = Boolean.getBoolean("tideline.chaos") ? 20 : 3;

  /** Another one can be tried with {@code -Dtideline.seed}. */
  private static final long SEED = Long.getLong("tideline.seed", System.nanoTime());

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String PASSWORD = "never-to-be-seen-2b90";
  private static final int SHARDS = 3;

  /** A key that is none of the journal's. */
  private static final long BEFORE_ALL = -1;

  private final Random random = new Random(SEED);
  private final List<Fault> losses = new ArrayList<>();
  private final List<Fault> others = new ArrayList<>();
  private final Map<String, TidelineProcess> jobs = new HashMap<>();
  private final Map<String, Integer> parallelism = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir Path directory;

  @Test
  void whatTheDatabaseCommittedIsInTheFilesOnceInOrderAndWhatTheServiceLostIsReported()
      throws Exception {
    System.out.println("GateKillsIT: seed " + SEED + ", again with -Dtideline.seed=" + SEED);
    try (LocalDatabase database = LocalDatabase.start(directory.resolve("database"), 0, PASSWORD);
        LocalDatahub server =
            LocalDatahub.start(
                DatahubSettings.local(
                    Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("records")));
        OrderJournal journal = new OrderJournal(database, new Random(SEED))) {
      createTables(database);
      Topic topic = Topic.create(server.endpoint(), "changes", SHARDS, columns());
      configure(database, server);
      try {
        start("capture");
        start("deliver");
        awaitLogIsRead(database);
        journal.start();
        for (int kill = 0; kill < KILLS; kill++) {
          disturb(server);
          TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
          killSome();
        }
        server.faults().clear();
        List<String> last = journal.stop();
        awaitInFiles(last);
        // Their file may be finished later than those of the rows.
        awaitAlive(() -> reportedAsMissing().entrySet().containsAll(holes(topic).entrySet()));
      } finally {
        for (TidelineProcess job : jobs.values()) {
          job.close();
        }
      }

      judge(journal, topic);
    }
  }

  /**
   * What stores records twice or in another order first, then what loses them: were a request that
   * loses one put again, nothing would be lost. At the end all shards have been put to since, so
   * that the loss shows.
   */
  private void disturb(LocalDatahub server) {
    List<Fault> armed =
        List.of(
            puts(server, 1 + random.nextInt(3)).duplicate(),
            puts(server, 1 + random.nextInt(3)).dropAfter(),
            puts(server, 1 + random.nextInt(3)).reorder());
    awaitAlive(() -> armed.stream().allMatch(fault -> fault.fired() > 0));
    armed.forEach(server.faults()::clear);
    others.addAll(armed);

    Fault loss = puts(server, 1 + random.nextInt(2)).loseRecord();
    losses.add(loss);
    Fault counter = puts(server, Long.MAX_VALUE).delay(Duration.ZERO);
    awaitAlive(() -> loss.fired() > 0);
    long then = counter.fired();
    awaitAlive(() -> counter.fired() > then + 20 * SHARDS);
    server.faults().clear(counter);
    server.faults().clear(loss);
  }

  private FaultRule puts(LocalDatahub server, long times) {
    return server.faults().on(CallKind.PUT).after(random.nextInt(30)).times(times);
  }

  private void killSome() throws Exception {
    int which = random.nextInt(3);
    if (which != 0) {
      jobs.get("capture").kill();
    }
    if (which != 1) {
      jobs.get("deliver").kill();
    }
    if (which != 0) {
      start("capture");
    }
    if (which != 1) {
      start("deliver");
    }
  }

  private void start(String job) throws Exception {
    int next =
        parallelism.merge(job, 1 + random.nextInt(2), (old, step) -> (old + step - 1) % 3 + 1);
    Map<String, String> own = new HashMap<>(environment);
    own.put("TIDELINE_" + job.toUpperCase(Locale.ROOT) + "_PARALLELISM", Integer.toString(next));
    jobs.put(job, TidelineProcess.start(directory, own, "run", "--job", job, "--web-port", "0"));
  }

  private void judge(OrderJournal journal, Topic topic) throws Exception {
    Map<Long, List<String>> delivered = new TreeMap<>();
    Set<String> outOfPlace = new TreeSet<>();
    String newest = "";
    String place = "";
    for (List<String> row :
        orders()
            .query("SELECT id, _op, note FROM rows WHERE id >= 0 ORDER BY id, _position, _op")) {
      delivered
          .computeIfAbsent(Long.valueOf(row.get(0)), key -> new ArrayList<>())
          .add(row.get(1) + " " + row.get(2));
    }
    for (List<String> row :
        orders()
            .query(
                "SELECT id, filename, _position, _event_id FROM rows ORDER BY id, filename,"
                    + " file_row_number")) {
      String keyInFile = row.get(0) + row.get(1);
      if (keyInFile.equals(place) && row.get(2).compareTo(newest) < 0) {
        outOfPlace.add(row.get(3));
      } else {
        newest = row.get(2);
      }
      place = keyInFile;
    }
    Set<String> reordered = new HashSet<>();
    findings("SELECT event_id FROM rows WHERE kind = 'reordered'")
        .forEach(row -> reordered.add(row.get(0)));

    long missing = 0;
    for (Map.Entry<Long, List<String>> key : journal.committed().entrySet()) {
      List<String> rest = new ArrayList<>(delivered.getOrDefault(key.getKey(), List.of()));
      assertThat(rest).as("key %s", key.getKey()).doesNotHaveDuplicates();
      assertThat(key.getValue())
          .as("what is delivered of key %s, in order, was committed in that order", key.getKey())
          .containsSubsequence(rest);
      missing += key.getValue().size() - rest.size();
    }
    assertThat(delivered.keySet()).isSubsetOf(journal.committed().keySet());
    assertThat(reordered).as("out of order in a file").containsAll(outOfPlace);

    long lost = losses.stream().mapToLong(Fault::fired).sum();
    Map<String, Set<Long>> holes = holes(topic);
    assertThat(holes.values().stream().mapToLong(Set::size).sum())
        .as("records that the topic lacks")
        .isEqualTo(lost)
        .isPositive();
    assertThat(missing).isLessThanOrEqualTo(lost);
    assertThat(reportedAsMissing()).containsAllEntriesOf(holes);
    System.out.printf(
        "GateKillsIT: %d changes committed, %d lost by the service, %d of them not sent again;"
            + " findings: %s; resent by faults: %s%n",
        journal.committed().values().stream().mapToLong(List::size).sum(),
        lost,
        missing,
        findings("SELECT kind, count(*) FROM rows GROUP BY ALL"),
        others);
  }

  /** By shard and run, the seqs that the topic lacks before the greatest it has. */
  private static Map<String, Set<Long>> holes(Topic topic) throws Exception {
    Map<String, Set<Long>> seen = new HashMap<>();
    for (Map.Entry<String, List<TopicRecord>> shard : topic.records().entrySet()) {
      for (TopicRecord record : shard.getValue()) {
        Map<String, String> stamps = record.attributes();
        seen.computeIfAbsent(shard.getKey() + "/" + stamps.get(Stamp.RUN), run -> new TreeSet<>())
            .add(Long.valueOf(stamps.get(Stamp.SEQ)));
      }
    }
    Map<String, Set<Long>> holes = new TreeMap<>();
    seen.forEach(
        (run, seqs) -> {
          for (long seq = 0; seq < ((TreeSet<Long>) seqs).last(); seq++) {
            if (!seqs.contains(seq)) {
              holes.computeIfAbsent(run, r -> new TreeSet<>()).add(seq);
            }
          }
        });
    return holes;
  }

  /** The seqs that findings call missing and that no finding says have come late. */
  private Map<String, Set<Long>> reportedAsMissing() throws SQLException {
    Map<String, Set<Long>> missing = new TreeMap<>();
    for (List<String> gap :
        findings("SELECT shard, run, expected, seq FROM rows WHERE kind = 'gap'")) {
      Set<Long> seqs =
          missing.computeIfAbsent(gap.get(0) + "/" + gap.get(1), run -> new TreeSet<>());
      for (long seq = Long.parseLong(gap.get(2).substring("seq ".length()));
          seq < Long.parseLong(gap.get(3));
          seq++) {
        seqs.add(seq);
      }
    }
    for (List<String> late :
        findings("SELECT shard, run, seq FROM rows WHERE kind = 'reordered'")) {
      Set<Long> seqs = missing.get(late.get(0) + "/" + late.get(1));
      if (seqs != null) {
        seqs.remove(Long.valueOf(late.get(2)));
      }
    }
    missing.values().removeIf(Set::isEmpty);
    return missing;
  }

  private void awaitInFiles(List<String> changes) {
    awaitAlive(
        () -> {
          Set<String> rows = new HashSet<>();
          orders()
              .query("SELECT id, _op, note FROM rows WHERE id >= 2000000")
              .forEach(row -> rows.add(String.join(" ", row)));
          return rows.containsAll(changes);
        });
    // Files of other subtasks may be finished a little later, but none is open for long.
    long[] before = {-1};
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(8))
        .until(
            () -> {
              long now = orders().count();
              boolean settled = now == before[0];
              before[0] = now;
              return settled;
            });
  }

  private void awaitAlive(Callable<Boolean> condition) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              for (TidelineProcess job : jobs.values()) {
                assertThat(job.isAlive()).as(job.output()).isTrue();
              }
              return condition.call();
            });
  }

  private DeliveredRows orders() {
    return DeliveredRows.parquetWithPlaces(directory.resolve("output"), "shop_orders_*");
  }

  private List<List<String>> findings(String query) throws SQLException {
    return DeliveredRows.json(
            directory.resolve("output"),
            "tideline_findings_*",
            "kind",
            "event_id",
            "shard",
            "run",
            "seq",
            "expected")
        .query(query);
  }

  private void configure(LocalDatabase database, LocalDatahub server) {
    environment.put("TIDELINE_DATABASE_HOST", "127.0.0.1");
    environment.put("TIDELINE_DATABASE_PORT", Integer.toString(database.port()));
    environment.put("TIDELINE_DATABASE_USERNAME", LocalDatabase.USER);
    environment.put("TIDELINE_DATABASE_PASSWORD", PASSWORD);
    environment.put("TIDELINE_DATAHUB_ENDPOINT", server.endpoint());
    environment.put("TIDELINE_DATAHUB_PROJECT", Topic.PROJECT);
    environment.put("TIDELINE_DATAHUB_TOPIC", "changes");
    environment.put("TIDELINE_DATAHUB_SUBSCRIPTION", Topic.SUBSCRIPTION);
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", Topic.ACCESS_ID);
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", Topic.ACCESS_KEY);
    environment.put("TIDELINE_CAPTURE_CHECKPOINT_INTERVAL", "1 s");
    environment.put("TIDELINE_CAPTURE_STATE_DIRECTORY", directory.resolve("captured").toString());
    environment.put("TIDELINE_DELIVER_CHECKPOINT_INTERVAL", "1 s");
    environment.put("TIDELINE_DELIVER_STATE_DIRECTORY", directory.resolve("state").toString());
    environment.put("TIDELINE_OUTPUT_PATH", directory.resolve("output").toString());
    environment.put("TIDELINE_OUTPUT_ROLLING_INTERVAL", "2 s");
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
  }

  private static void createTables(LocalDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : ShopSchema.STATEMENTS) {
        statement.execute(sql);
      }
    }
  }

  /** Until then a change may be told by the snapshot, as the row that it left. */
  private void awaitLogIsRead(LocalDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO shop.orders (id, customer_id, status, amount, paid, placed_at) VALUES ("
              + BEFORE_ALL
              + ", 1, 'new', 1, 0, '2026-11-23 15:00:00')");
      awaitAlive(
          () -> {
            statement.execute(
                "UPDATE shop.orders SET amount = amount + 1 WHERE id = " + BEFORE_ALL);
            return orders().number("SELECT count(*) FROM rows WHERE _op = 'UPDATE'") > 0;
          });
    }
  }

  private static String[] columns() {
    return ChangeColumns.NAMES.stream()
        .map(name -> name + (name.equals("event_time") ? ":TIMESTAMP" : ":STRING"))
        .toArray(String[]::new);
  }
}
