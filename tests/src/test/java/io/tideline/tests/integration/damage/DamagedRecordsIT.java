package io.tideline.tests.integration.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.event.ChangeColumns;
import io.tideline.event.DeadLetterColumns;
import io.tideline.event.FindingColumns;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.DeliveredRows;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P10 over real parts: a topic full of damaged records, a job from it to files, and the files. */
class DamagedRecordsIT {

  /** The long form runs with {@code -Pchaos}. */
  private static final boolean CHAOS = Boolean.getBoolean("tideline.chaos");

  private static final int GOOD = CHAOS ? 1_000_000 : 30_000;
  private static final int DAMAGED = CHAOS ? 100_000 : 3_000;
  private static final Duration PATIENCE = Duration.ofMinutes(CHAOS ? 20 : 4);
  private static final int SHARDS = 3;
  private static final int BATCH = 500;

  private final Random random = new Random(20261124);
  private final Map<Damage, Integer> damages = new EnumMap<>(Damage.class);

  @TempDir Path directory;

  @Test
  void theGoodAreAllDeliveredTheDamagedAllAreDeadLettersAndTheJobNeverFails() throws Exception {
    assertThat(Damage.values()).hasSizeGreaterThanOrEqualTo(30);
    try (LocalDatahub server =
        LocalDatahub.start(
            DatahubSettings.local(
                Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("records")))) {
      Topic topic = Topic.create(server.endpoint(), "damaged", SHARDS, topicColumns());
      JobClient job = start(topic);
      DeliveredRows rows = DeliveredRows.parquet(directory.resolve("output"), "shop_things_*");
      DeliveredRows letters =
          DeliveredRows.json(directory.resolve("letters"), "*", "transaction_id", "error");
      put(topic);

      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(CHAOS ? 5 : 1))
          .failFast("the job failed", () -> job.getJobStatus().get() != JobStatus.RUNNING)
          .untilAsserted(
              () -> {
                assertThat(rows.count()).as("good records in files").isGreaterThanOrEqualTo(GOOD);
                assertThat(letters.count()).as("dead letters").isGreaterThanOrEqualTo(DAMAGED);
              });
      job.stopWithSavepoint(
              true, directory.resolve("state").toUri().toString(), SavepointFormatType.NATIVE)
          .get(2, TimeUnit.MINUTES);

      assertThat(rows.number("SELECT count(*) FROM rows")).isEqualTo(GOOD);
      assertThat(
              rows.number(
                  "SELECT count(DISTINCT _transaction_id) FROM rows WHERE _transaction_id LIKE"
                      + " 'good-%'"))
          .isEqualTo(GOOD);
      assertThat(rows.number("SELECT count(DISTINCT id) FROM rows")).isEqualTo(GOOD);
      assertThat(
              rows.number(
                  "SELECT count(*) FROM rows WHERE name <> 'thing ' || id || ' 物' OR amount <> id %"
                      + " 10000 + 0.5 OR born <> DATE '2026-11-23' OR quantity <> 12 OR opens <> TIME '08:30:00.25'"))
          .isZero();
      assertThat(letters.number("SELECT count(*) FROM rows")).isEqualTo(DAMAGED);
      assertThat(
              letters.counts(
                  "SELECT split_part(transaction_id, ' ', 1), count(DISTINCT transaction_id) FROM"
                      + " rows GROUP BY ALL"))
          .isEqualTo(
              damages.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          kind -> kind.getKey().name(), kind -> (long) kind.getValue())));
      assertThat(
              letters.number("SELECT count(*) FROM rows WHERE error IS NULL OR length(error) < 10"))
          .isZero();
      assertThat(
              DeliveredRows.json(directory.resolve("output"), "tideline_findings_*", "kind")
                  .counts("SELECT kind, 1 FROM rows GROUP BY ALL"))
          .containsOnlyKeys("schema_drift");
    }
  }

  /** One in eleven is damaged, so that both kinds are among the first and the last. */
  private void put(Topic topic) throws Exception {
    long run = System.currentTimeMillis();
    long[] seqs = new long[SHARDS];
    List<List<OutgoingRecord>> batches =
        Stream.generate(() -> (List<OutgoingRecord>) new ArrayList<OutgoingRecord>())
            .limit(SHARDS)
            .toList();
    try (DataHubClient client = topic.client()) {
      RecordWriter out = client.recordWriter();
      for (int i = 0; i < GOOD + DAMAGED; i++) {
        int shard = random.nextInt(SHARDS);
        Draft draft = i % 11 == 10 ? damaged(i) : good(i);
        if (draft.stamped) {
          draft.stamp(run, seqs[shard]++);
        }
        List<OutgoingRecord> batch = batches.get(shard);
        batch.add(draft.toRecord(out));
        if (batch.size() == BATCH) {
          client.put(Integer.toString(shard), batch, null);
          batch.clear();
        }
      }
      for (int shard = 0; shard < SHARDS; shard++) {
        if (!batches.get(shard).isEmpty()) {
          client.put(Integer.toString(shard), batches.get(shard), null);
        }
      }
    }
  }

  private Draft good(int i) {
    Draft draft = new Draft("good-" + i, i, i);
    int turn = i % (4 * Oddity.values().length);
    if (turn < Oddity.values().length) {
      Oddity.values()[turn].apply(draft, random);
    }
    return draft;
  }

  private Draft damaged(int i) {
    Damage kind = Damage.values()[i / 11 % Damage.values().length];
    Draft draft = new Draft(kind + " " + i, i, i);
    kind.damage(draft, random);
    damages.merge(kind, 1, Integer::sum);
    return draft;
  }

  private JobClient start(Topic topic) {
    Configuration configuration = new Configuration();
    configuration.setString("parallelism.default", "2");
    configuration.setString("taskmanager.numberOfTaskSlots", "2");
    configuration.setString("taskmanager.memory.network.max", "64 mb");
    configuration.setString("rest.port", "0");
    configuration.setString("restart-strategy.type", "none");
    configuration.setString("execution.checkpointing.interval", "1 s");
    configuration.setString(
        "execution.checkpointing.dir", directory.resolve("state").toUri().toString());
    TableEnvironment sql =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(configuration).build());
    sql.executeSql(
        topic.changesDdl(
            "base", "_transaction_id STRING METADATA, _event_time TIMESTAMP_LTZ(3) METADATA"));
    sql.executeSql(
        "CREATE TABLE things ("
            + Draft.COLUMNS
            + ", PRIMARY KEY (id) NOT ENFORCED) WITH ('table' = 'shop.things') LIKE base");
    report(sql, "undeliverable", DeadLetterColumns.DATA_TYPE);
    report(sql, "findings", FindingColumns.DATA_TYPE);
    String files = "'connector' = 'change-files', 'rolling.interval' = '1 s', 'path' = '";
    String output = files + directory.resolve("output") + "'";
    sql.executeSql(
        "CREATE TABLE things_files (_transaction_id STRING, _event_time TIMESTAMP_LTZ(3), "
            + Draft.COLUMNS
            + ") WITH ("
            + output
            + ", 'table' = 'shop.things', 'format' = 'parquet')");
    sql.executeSql(
        "CREATE TABLE findings_files WITH ("
            + output
            + ", 'table' = 'tideline.findings', 'format' = 'json') LIKE findings (EXCLUDING"
            + " OPTIONS)");
    sql.executeSql(
        "CREATE TABLE letters_files WITH ('connector' = 'dead-letters', 'store' = 'files', 'path' ="
            + " '"
            + directory.resolve("letters")
            + "') LIKE undeliverable (EXCLUDING OPTIONS)");
    StatementSet statements = sql.createStatementSet();
    statements.addInsertSql("INSERT INTO things_files SELECT * FROM things");
    statements.addInsertSql("INSERT INTO letters_files SELECT * FROM undeliverable");
    statements.addInsertSql("INSERT INTO findings_files SELECT * FROM findings");
    return statements.execute().getJobClient().orElseThrow();
  }

  static void report(TableEnvironment sql, String name, DataType columns) {
    sql.executeSql(
        "CREATE TABLE "
            + name
            + " ("
            + DataType.getFields(columns).stream()
                .map(field -> "`" + field.getName() + "` " + type(field.getDataType()))
                .collect(Collectors.joining(", "))
            + ") WITH ('"
            + name
            + "' = 'true') LIKE base (EXCLUDING METADATA)");
  }

  private static String type(DataType type) {
    return type.getLogicalType().asSerializableString();
  }

  static String[] topicColumns() {
    return ChangeColumns.NAMES.stream()
        .map(name -> name + (name.equals("event_time") ? ":TIMESTAMP" : ":STRING"))
        .toArray(String[]::new);
  }
}
