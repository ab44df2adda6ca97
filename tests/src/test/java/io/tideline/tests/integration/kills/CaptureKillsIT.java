package io.tideline.tests.integration.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.event.ChangeColumns;
import io.tideline.event.Op;
import io.tideline.event.Position;
import io.tideline.local.database.LocalDatabase;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.integration.kills.CaptureProcess.Range;
import io.tideline.tests.integration.kills.Delivered.Change;
import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.TestDatabase;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Capture as a user starts it, into a topic, while the shop is changed without end, and the
 * database, the job or both are killed at random moments.
 */
class CaptureKillsIT {

  private static final Duration LONG = Duration.ofMinutes(3);

  /** The long form runs with {@code -Pchaos}. */
  private static final int KILLS = Boolean.getBoolean("tideline.chaos") ? 20 : 3;

  private static final int SHARDS = 2;
  private static final int WHOLE_TABLE = 8096;

  @TempDir Path directory;

  private final long seed = Long.getLong("kills.seed", System.nanoTime() % 1_000_000);
  private final Random random = new Random(seed);
  private TestDatabase database;
  private String schema;
  private LocalDatahub datahub;
  private Topic topic;
  private CaptureProcess job;

  @BeforeEach
  void start() throws Exception {
    System.out.printf("CaptureKillsIT: %d kills, -Dkills.seed=%d%n", KILLS, seed);
    database = TestDatabase.start();
    schema = database.newSchema();
    Shop.create(database);
    datahub =
        LocalDatahub.start(
            DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("topic")));
    topic = Topic.create(datahub.endpoint(), "changes", SHARDS, Topic.CHANGE_COLUMNS);
  }

  @AfterEach
  void stop() throws Exception {
    if (job != null) {
      job.close();
    }
    datahub.close();
    database.stop();
  }

  /**
   * What is compared with an undisturbed run are the changes, whole and with their ids: all of them
   * as a set, and in their order those of each key and, in each shard, the statements on each
   * table.
   */
  @Test
  void killsWhileTheLogIsReadLoseNothingAndMakeNothingUp() throws Exception {
    Shop.fill(database, 300);
    Position begin = database.endOfLog();
    startJob(WHOLE_TABLE);
    await().atMost(LONG).until(() -> isReached(begin));
    awaitCheckpoints(2);
    ShopLoad load = new ShopLoad(database, schema, 400, true, seed);
    try (load) {
      for (int kill = 0; kill < KILLS; kill++) {
        kill(kill);
      }
      awaitMoreThan(topic.end());
    }
    Position end = awaitAllIsDelivered();

    Delivered delivered = Delivered.of(topic);
    List<Change> undisturbed = undisturbed(begin, end);
    Map<String, List<Change>> owed = new LinkedHashMap<>();
    delivered.changes().keySet().forEach(shard -> gather(undisturbed, shard, owed));
    Map<String, List<Change>> sent = new LinkedHashMap<>();
    delivered
        .changes()
        .forEach((shard, changes) -> gather(between(changes, begin, end), shard, sent));
    System.out.printf(
        "%d changes of %d keys and tables; %d records were sent again%n",
        undisturbed.size(), owed.size(), delivered.resent());
    assertSameSet(sent, owed);
    owed.forEach((key, changes) -> assertThat(sent.get(key)).as(key).isEqualTo(changes));
    for (String table : Shop.TABLES) {
      assertSameRows(table, delivered.rows(table), Shop.rows(database, schema, table));
    }
  }

  /** A row that was read, deleted, and not there when its chunk was read again leaves no event. */
  @Test
  void killsWhileASnapshotIsReadLeaveNoOtherRowsThanThoseOfRangesNamedAsReadTwice()
      throws Exception {
    Shop.fill(database, 1_000 + 500 * KILLS);
    int killsOfSnapshot = 0;
    ShopLoad load = new ShopLoad(database, schema, 1_000 + 500 * KILLS, false, seed);
    try (load) {
      startJob(20);
      // Without one the next start would know of nothing that was read.
      awaitCheckpoints(1);
      for (int kill = 0; kill < KILLS; kill++) {
        if (!isLogRead()) {
          killsOfSnapshot++;
        }
        kill(kill);
      }
      awaitMoreThan(topic.end());
    }
    awaitAllIsDelivered();

    assertThat(killsOfSnapshot).as("kills before the snapshot was complete").isPositive();
    Delivered delivered = Delivered.of(topic);
    List<Range> named = job.readAgain();
    assertThat(named).isNotEmpty();
    for (String table : Shop.TABLES) {
      Map<String, String> rows = Shop.rows(database, schema, table);
      Map<String, String> found = delivered.rows(table);
      Set<String> gone = new HashSet<>(found.keySet());
      gone.removeAll(rows.keySet());
      System.out.printf(
          "%s: %d rows, gone without an event %s; %d ranges read again; %d of %d kills in the snapshot%n",
          table, rows.size(), gone, named.size(), killsOfSnapshot, KILLS);
      assertThat(gone)
          .as("rows of %s that are gone, and no range of them was named", table)
          .allMatch(key -> named.stream().anyMatch(range -> range.has(schema, table, key)));
      found.keySet().removeAll(gone);
      assertSameRows(table, found, rows);
    }
  }

  private void startJob(int chunk) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("TIDELINE_DATABASE_HOST", "127.0.0.1");
    environment.put("TIDELINE_DATABASE_PORT", database.connection().get("port"));
    environment.put("TIDELINE_DATABASE_USERNAME", LocalDatabase.USER);
    environment.put("TIDELINE_DATABASE_PASSWORD", TestDatabase.PASSWORD);
    environment.put("TIDELINE_DATABASE_NAME", schema);
    environment.put("TIDELINE_DATABASE_TABLES", schema + "\\..*");
    environment.put("TIDELINE_DATABASE_SOURCE", "test-db");
    environment.put("TIDELINE_DATAHUB_ENDPOINT", datahub.endpoint());
    environment.put("TIDELINE_DATAHUB_PROJECT", Topic.PROJECT);
    environment.put("TIDELINE_DATAHUB_TOPIC", topic.name());
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", Topic.ACCESS_ID);
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", Topic.ACCESS_KEY);
    environment.put("TIDELINE_CAPTURE_CHECKPOINT_INTERVAL", "500 ms");
    environment.put("TIDELINE_CAPTURE_RESTART_MAXIMUM_DELAY", "1 s");
    environment.put("TIDELINE_CAPTURE_STATE_DIRECTORY", directory.resolve("state").toString());
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
    job = new CaptureProcess(directory, environment, chunk);
  }

  /** Kills at some moment after all has come back from the last kill. */
  private void kill(int number) throws Exception {
    awaitMoreThan(topic.end());
    Thread.sleep(random.nextInt(2_000));
    switch (number % 3) {
      case 0:
        job.kill();
        job.start();
        break;
      case 1:
        database.killAndRestart();
        break;
      default:
        job.kill();
        if (random.nextBoolean()) {
          job.start();
          database.killAndRestart();
        } else {
          database.killAndRestart();
          job.start();
        }
    }
  }

  private void awaitMoreThan(long records) {
    await()
        .atMost(LONG)
        .failFast("the job has ended", () -> !job.isAlive())
        .until(() -> topic.end() > records);
  }

  private void awaitCheckpoints(int more) throws Exception {
    int newest = job.newestCheckpoint();
    await().atMost(LONG).until(() -> job.newestCheckpoint() >= newest + more);
  }

  /** Returns a place before which all changes are in the topic. */
  private Position awaitAllIsDelivered() throws Exception {
    Position end = database.endOfLog();
    database.execute("INSERT INTO " + schema + ".drafts VALUES ('the end', NULL)");
    Position behind = database.endOfLog();
    await().atMost(LONG).until(() -> isReached(behind));
    return end;
  }

  private boolean isLogRead() throws Exception {
    return isReached(Position.of(1, 0, 0, 0, Position.WHOLE));
  }

  /** Whether a heartbeat in every shard says so: all changes before it are there. */
  private boolean isReached(Position place) throws Exception {
    return topic.newest(100).values().stream()
        .allMatch(
            records ->
                records.stream()
                    .filter(record -> record.field(ChangeColumns.OP).equals(Op.HEARTBEAT.name()))
                    .map(record -> (String) record.field(ChangeColumns.POSITION))
                    .anyMatch(reached -> Position.parse(reached).compareTo(place) >= 0));
  }

  /** What another job captures that reads the same log from its beginning, and meets no fault. */
  private List<Change> undisturbed(Position begin, Position end) throws Exception {
    Map<String, String> options = CaptureJob.options(database, schema);
    options.put("scan.startup.mode", "earliest-offset");
    options.put("heartbeat.interval", "1 s");
    try (CaptureJob another = CaptureJob.startOnce(null, options)) {
      await()
          .atMost(LONG)
          .until(
              () ->
                  another.events("HEARTBEAT").stream()
                      .anyMatch(event -> event.position().compareTo(end) > 0));
      List<Change> changes = new ArrayList<>();
      another.all().stream()
          .filter(event -> event.op() != Op.HEARTBEAT)
          .map(
              event ->
                  new Change(
                      event.id(),
                      event.op(),
                      event.table(),
                      event.key(),
                      event.before(),
                      event.after(),
                      event.position()))
          .forEach(changes::add);
      return between(changes, begin, end);
    }
  }

  /** Changes of the log, without rows that a snapshot has read. */
  private static List<Change> between(List<Change> changes, Position begin, Position end) {
    return changes.stream()
        .filter(change -> change.op() != Op.READ)
        .filter(change -> change.position().compareTo(begin) >= 0)
        .filter(change -> change.position().compareTo(end) < 0)
        .toList();
  }

  /** Statements on a table go to every shard, rows to that of their key. */
  private static void gather(List<Change> changes, String shard, Map<String, List<Change>> byKey) {
    Map<String, List<Change>> ofShard = new LinkedHashMap<>();
    for (Change change : changes) {
      String key = change.op().isRow() ? change.key() : "in shard " + shard;
      ofShard.computeIfAbsent(change.table() + " " + key, name -> new ArrayList<>()).add(change);
    }
    ofShard.forEach((key, list) -> assertThat(byKey.put(key, list)).as(key).isIn(null, list));
  }

  /** Names the rows that differ, of thousands. */
  private static void assertSameRows(
      String table, Map<String, String> found, Map<String, String> rows) {
    assertThat(found.entrySet())
        .as(table)
        .containsExactlyInAnyOrderElementsOf(new ArrayList<>(rows.entrySet()));
  }

  private static void assertSameSet(
      Map<String, List<Change>> sent, Map<String, List<Change>> owed) {
    Set<Change> lost = new HashSet<>();
    owed.values().forEach(lost::addAll);
    sent.values().forEach(lost::removeAll);
    assertThat(lost).as("lost").isEmpty();
    Set<Change> invented = new HashSet<>();
    sent.values().forEach(invented::addAll);
    owed.values().forEach(invented::removeAll);
    assertThat(invented).as("made up").isEmpty();
  }
}
