package io.tideline.tests.integration.datahub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.event.DeadLetterColumns;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * P3, P7: the sink while somebody changes the shards under it. A job without a restart strategy
 * that ends well has had no failover.
 */
class DatahubSinkIT {

  private static final String COLUMNS = "k BIGINT, n BIGINT";
  private static final int KEYS = 97;
  private static final long ROWS = 30_000;

  @TempDir Path directory;
  private LocalDatahub server;

  @BeforeEach
  void startServer() throws Exception {
    server =
        LocalDatahub.start(
            DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("datahub")));
  }

  @AfterEach
  void stopServer() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void splitsAndAnExtendUnderLoadNeedNoFailover(int parallelism) throws Exception {
    Topic topic = Topic.create(server.endpoint(), "splits", 2, "k:BIGINT", "n:BIGINT");
    TableResult insert = start(topic, parallelism, false, null);
    awaitRecords(topic, 2_000);
    List<String> children = topic.operator().split("0");
    awaitRecords(topic, 6_000);
    topic.operator().split(children.get(1));
    topic.operator().split("1");
    awaitRecords(topic, 10_000);
    topic.operator().extendTo(7);
    insert.await();

    assertThat(topic.size()).isEqualTo(ROWS);
    Map<String, List<TopicRecord>> shards = topic.records();
    assertThat(shards.get(children.get(0))).isNotEmpty();
    assertThat(shards.get(children.get(1))).isNotEmpty();
    assertThat(shards.keySet()).hasSizeGreaterThan(8);
    assertEachKeyInOrder(topic, false);
  }

  @Test
  void aMergeUnderLoadNeedsNoFailoverWithOneWriter() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "merged", 3, "k:BIGINT", "n:BIGINT");
    TableResult insert = start(topic, 1, false, null);
    awaitRecords(topic, 2_000);
    String child = topic.operator().merge("0", "1");
    insert.await();

    assertThat(topic.records().get(child)).isNotEmpty();
    assertThat(topic.size()).isEqualTo(ROWS);
    assertEachKeyInOrder(topic, false);
  }

  @Test
  void aMergeOfTwoWritersShardsStartsTheJobAgain() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "joined", 2, "k:BIGINT", "n:BIGINT");
    TableResult insert = start(topic, 2, true, null);
    awaitRecords(topic, 2_000);
    String child = topic.operator().merge("0", "1");
    insert.await();

    assertThat(topic.records().get(child)).isNotEmpty();
    assertEachKeyInOrder(topic, true);
  }

  @Test
  void aRestoreWithAnotherParallelismAfterASplitGoesOnInOrder() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "restored", 2, "k:BIGINT", "n:BIGINT");
    TableResult first = start(topic, 2, false, null);
    awaitRecords(topic, 2_000);
    String savepoint =
        first
            .getJobClient()
            .orElseThrow()
            .stopWithSavepoint(
                false,
                directory.resolve("savepoint").toUri().toString(),
                SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    topic.operator().split("0");
    TableResult second = start(topic, 3, false, savepoint);
    second.await();

    assertThat(topic.size()).isEqualTo(ROWS);
    assertThat(topic.records().get("2")).isNotEmpty();
    assertThat(topic.records().get("3")).isNotEmpty();
    assertEachKeyInOrder(topic, false);
  }

  @Test
  void aRowThatIsTooLargeBecomesADeadLetterAndDisturbsNoOther() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "large", 1, "id:BIGINT", "text:STRING");
    Path letters = directory.resolve("letters");
    StreamTableEnvironment sql = StreamTableEnvironment.create(environment(1, false, null));
    sql.executeSql(
        topic.ddl(
            "texts",
            "id BIGINT, text STRING",
            "'hashFields' = 'id'",
            "'deadLetterPath' = '" + letters + "'"));
    sql.executeSql(
            "INSERT INTO texts VALUES (1, 'small'), (2, REPEAT('x', 3000000)), (3, 'small too')")
        .await();

    assertThat(topic.records().get("0").stream().map(record -> record.field(0)))
        .containsExactlyInAnyOrder(1L, 3L);
    sql.executeSql(
        "CREATE TABLE letters ("
            + ((RowType) DeadLetterColumns.DATA_TYPE.getLogicalType())
                .getFields().stream()
                    .map(field -> "`" + field.getName() + "` " + field.getType().asSummaryString())
                    .collect(Collectors.joining(", "))
            + ") WITH ('connector' = 'dead-letters', 'path' = '"
            + letters
            + "')");
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> all =
        sql.executeSql(
                "SELECT stage, error, shard, attempt, JSON_VALUE(`after`, '$.id'), CHAR_LENGTH(`after`),"
                    + " failed_at IS NOT NULL FROM letters")
            .collect()) {
      all.forEachRemaining(rows::add);
    }
    assertThat(rows)
        .containsExactly(
            Row.of(
                "topic",
                "column 'text' has 3000000 bytes, the service takes 2097152",
                "0",
                0,
                "2",
                3_000_018,
                true));
    try (Stream<Path> files = Files.list(letters)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .singleElement()
          .asString()
          .startsWith("dead_letters_default_database.texts_");
    }
  }

  /** Throttled, so that there is a load for some seconds. */
  private TableResult start(Topic topic, int parallelism, boolean restarts, String savepoint) {
    StreamExecutionEnvironment environment = environment(parallelism, restarts, savepoint);
    StreamTableEnvironment sql = StreamTableEnvironment.create(environment);
    sql.createTemporaryView(
        "numbers",
        sql.fromDataStream(
                environment
                    .fromSequence(0, ROWS - 1)
                    .uid("numbers")
                    .setParallelism(1)
                    .map(
                        n -> {
                          if (n % 50 == 0) {
                            Thread.sleep(10);
                          }
                          return n;
                        })
                    .returns(Long.class)
                    .uid("throttle")
                    .setParallelism(1))
            .as("n"));
    sql.executeSql(
        topic.ddl(
            "changing",
            COLUMNS,
            "'hashFields' = 'k'",
            "'batchCount' = '100'",
            "'retryInterval' = '50'",
            "'shardDiscoveryInterval' = '300'",
            "'sink.parallelism' = '" + parallelism + "'"));
    return sql.executeSql("INSERT INTO changing SELECT MOD(n, " + KEYS + "), n FROM numbers");
  }

  private StreamExecutionEnvironment environment(
      int parallelism, boolean restarts, String savepoint) {
    Configuration configuration = new Configuration();
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
    configuration.setString("parallelism.default", "1");
    configuration.setString("taskmanager.numberOfTaskSlots", "" + parallelism);
    configuration.setString("rest.port", "0");
    configuration.setString("execution.checkpointing.interval", "200 ms");
    configuration.setString(
        "execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
    configuration.setString("restart-strategy.type", restarts ? "fixed-delay" : "none");
    configuration.setString("restart-strategy.fixed-delay.attempts", "10");
    configuration.setString("restart-strategy.fixed-delay.delay", "100 ms");
    if (savepoint != null) {
      configuration.setString("execution.state-recovery.path", savepoint);
    }
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
  }

  private static void awaitRecords(Topic topic, long count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> topic.size() > count);
  }

  /** Read as a reader does that finishes parents before children, as their ids are ordered. */
  private static void assertEachKeyInOrder(Topic topic, boolean mayRepeat) throws Exception {
    Map<Object, Long> last = new HashMap<>();
    Map<Object, String> place = new HashMap<>();
    Map<String, List<String>> parents = new HashMap<>();
    try (DataHubClient client = topic.client()) {
      client.shards().stream()
          .sorted((a, b) -> Shard.ID_ORDER.compare(a.id(), b.id()))
          .forEach(shard -> parents.put(shard.id(), shard.parents()));
    }
    TreeSet<Long> seen = new TreeSet<>();
    Map<String, List<TopicRecord>> shards = topic.records();
    shards.keySet().stream()
        .sorted(Shard.ID_ORDER)
        .forEach(
            shard -> {
              for (TopicRecord record : shards.get(shard)) {
                Object key = record.field(0);
                long n = (Long) record.field(1);
                String before = place.put(key, shard);
                assertThat(before == null || continues(parents, shard, before)).isTrue();
                if (!mayRepeat || n > last.getOrDefault(key, -1L)) {
                  assertThat(n).isGreaterThan(last.getOrDefault(key, -1L));
                  last.put(key, n);
                  seen.add(n);
                } else {
                  assertThat(seen).contains(n);
                }
              }
            });
    assertThat(seen)
        .isEqualTo(
            LongStream.range(0, ROWS).boxed().collect(Collectors.toCollection(TreeSet::new)));
  }

  private static boolean continues(
      Map<String, List<String>> parents, String shard, String ancestor) {
    return shard.equals(ancestor)
        || parents.get(shard).stream().anyMatch(parent -> continues(parents, parent, ancestor));
  }
}
