package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.DeliveredRows;
import io.tideline.tests.testkit.TestTopic;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From capture's heartbeats in a topic of two shards, over the gate, to manifests and back. */
class CompleteHoursIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  private final Map<String, Integer> seqs = new HashMap<>();
  private TestTopic topic;
  private int count;

  @Test
  void hoursAreToldByHeartbeatsOfAllShardsAndAnOlderStartTakesFilesBack() throws Exception {
    try (LocalDatahub server =
        LocalDatahub.start(
            DatahubSettings.local(
                Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("records")))) {
      Topic changes = Topic.create(server.endpoint(), "hours", 2, Topic.CHANGE_COLUMNS);
      topic =
          new TestTopic(
              server.endpoint(), Topic.PROJECT, "hours", Topic.ACCESS_ID, Topic.ACCESS_KEY);
      DeliveredRows rows = DeliveredRows.parquet(directory.resolve("output"), "shop_things_*");
      JobClient job = start(changes, null);

      put("0", "2026-11-24T10:10:00Z", 10);
      put("1", "2026-11-24T10:50:00Z", 10);
      heartbeat("0", "2026-11-24T11:05:00Z");
      await().atMost(PATIENCE).until(() -> rows.count() == 20);
      assertThat(versions("2026-11-24T10")).as("a shard has not said that it is past").isZero();
      heartbeat("1", "2026-11-24T11:02:00Z");
      awaitVersions("2026-11-24T10", 1);
      assertThat(manifest("2026-11-24T10", 1)).content().contains("\"rows\" : 20,");
      String early =
          job.triggerSavepoint(
                  directory.resolve("state").toUri().toString(), SavepointFormatType.CANONICAL)
              .get(2, TimeUnit.MINUTES);

      put("0", "2026-11-24T10:59:59Z", 1);
      put("1", "2026-11-24T11:30:00Z", 5);
      heartbeat("0", "2026-11-24T12:05:00Z");
      heartbeat("1", "2026-11-24T12:05:00Z");
      awaitVersions("2026-11-24T10", 2);
      awaitVersions("2026-11-24T11", 1);
      job.stopWithSavepoint(
              true, directory.resolve("state").toUri().toString(), SavepointFormatType.CANONICAL)
          .get(2, TimeUnit.MINUTES);
      assertThat(rows.number("SELECT count(*) FROM rows")).isEqualTo(26);

      JobClient older = start(changes, early);
      // The late row goes, the hour is as it was at the point, and the row comes again.
      awaitVersions("2026-11-24T10", 5);
      awaitVersions("2026-11-24T11", 3);
      older
          .stopWithSavepoint(
              true, directory.resolve("state").toUri().toString(), SavepointFormatType.CANONICAL)
          .get(2, TimeUnit.MINUTES);
      assertThat(manifest("2026-11-24T10", 5)).content().contains("\"rows\" : 21,", "true");
      assertThat(manifest("2026-11-24T11", 3)).content().contains("\"rows\" : 5,", "true");
      assertThat(rows.number("SELECT count(*) FROM rows")).isEqualTo(26);
      assertThat(rows.number("SELECT count(DISTINCT _event_id) FROM rows")).isEqualTo(26);
      assertThat(directory.resolve("output/_taken_back/shop.things")).isNotEmptyDirectory();
    }
  }

  private void put(String shard, String time, int events) throws Exception {
    List<List<String>> batch = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      int id = count++;
      batch.add(
          Arrays.asList(
              "thing-" + id,
              "INSERT",
              "shop-db",
              "shop",
              "things",
              time,
              "{\"id\":" + id + "}",
              null,
              "{\"id\":" + id + "}",
              position(),
              null));
    }
    send(shard, batch);
  }

  private void heartbeat(String shard, String time) throws Exception {
    send(
        shard,
        List.of(
            Arrays.asList(
                "heartbeat-" + shard + time,
                "HEARTBEAT",
                "shop-db",
                null,
                null,
                time,
                null,
                null,
                null,
                position(),
                null)));
  }

  private String position() {
    return String.format("0001-00000001-%012d-0000000-0", count);
  }

  private void send(String shard, List<List<String>> events) throws Exception {
    List<Integer> ofShard = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      ofShard.add(seqs.merge(shard, 1, Integer::sum) - 1);
    }
    topic.put(shard, 1, ofShard, events);
  }

  private void awaitVersions(String hour, int version) {
    await().atMost(PATIENCE).until(() -> versions(hour) >= version);
  }

  private int versions(String hour) throws Exception {
    Path versions = manifest(hour, 1).getParent();
    if (!Files.exists(versions)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(versions)) {
      return (int) files.filter(file -> !file.getFileName().toString().startsWith(".")).count();
    }
  }

  private Path manifest(String hour, int version) {
    return directory.resolve(
        "output/_manifests/shop.things/" + hour + "/v" + version + ".manifest");
  }

  private JobClient start(Topic changes, String savepoint) {
    Configuration configuration = new Configuration();
    configuration.setString("parallelism.default", "2");
    configuration.setString("taskmanager.numberOfTaskSlots", "2");
    configuration.setString("taskmanager.memory.network.max", "64 mb");
    configuration.setString("rest.port", "0");
    configuration.setString("execution.checkpointing.interval", "500 ms");
    if (savepoint != null) {
      configuration.setString("execution.state-recovery.path", savepoint);
    }
    TableEnvironment sql =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(configuration).build());
    sql.executeSql(
        changes.changesDdl(
            "things",
            "_event_id STRING METADATA, _event_time TIMESTAMP_LTZ(3) METADATA, id BIGINT,"
                + " PRIMARY KEY (id) NOT ENFORCED",
            "'table' = 'shop.things'"));
    sql.executeSql(
        "CREATE TABLE things_files (_event_id STRING, _event_time TIMESTAMP_LTZ(3), id BIGINT) WITH"
            + " ('connector' = 'change-files', 'table' = 'shop.things', 'format' = 'parquet',"
            + " 'rolling.interval' = '1 s', 'path' = '"
            + directory.resolve("output")
            + "')");
    StatementSet statements = sql.createStatementSet();
    statements.addInsertSql("INSERT INTO things_files SELECT * FROM things");
    return statements.execute().getJobClient().orElseThrow();
  }
}
