package io.tideline.tests.integration.datahub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.Offset;
import io.tideline.connector.datahub.client.SubscriptionName;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.Topic;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The 'datahub' connector in SQL, against a server on a socket. */
class DatahubConnectorIT {

  private static final String EVENTS = "k BIGINT, n BIGINT";
  private static final String[] EVENT_COLUMNS = {"k:BIGINT", "n:BIGINT"};

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

  @Test
  void everyTypeComesBackAsItWasWrittenAndABoundedReadEnds() throws Exception {
    Topic topic =
        Topic.create(
            server.endpoint(),
            "types",
            2,
            "a:TINYINT",
            "b:SMALLINT",
            "c:INTEGER",
            "d:BIGINT",
            "e:FLOAT",
            "f:DOUBLE",
            "g:DECIMAL",
            "h:BOOLEAN",
            "i:TIMESTAMP",
            "j:TIMESTAMP",
            "k:TIMESTAMP",
            "l:STRING");
    StreamTableEnvironment sql = tables(RuntimeExecutionMode.BATCH);
    String columns =
        "a TINYINT, b SMALLINT, c INT, d BIGINT, e FLOAT, f DOUBLE, g DECIMAL(20, 4), h BOOLEAN,"
            + " i TIMESTAMP(6), j TIMESTAMP_LTZ(3), k BIGINT, l STRING";
    sql.executeSql(
        topic.ddl(
            "types",
            columns
                + ", shard BIGINT METADATA FROM 'shard-id' VIRTUAL, `sequence` STRING METADATA VIRTUAL,"
                + " taken TIMESTAMP_LTZ(3) METADATA FROM 'system-time' VIRTUAL,"
                + " attributes MAP<STRING, STRING> METADATA",
            "'hashFields' = 'd'"));
    sql.executeSql(
            "INSERT INTO types VALUES (CAST(-1 AS TINYINT), CAST(-300 AS SMALLINT), 70000, 9000000000,"
                + " CAST(1.5 AS FLOAT), CAST(2.25 AS DOUBLE), 12345678901234.5678, TRUE,"
                + " TIMESTAMP '2026-11-23 15:00:00.123456', TO_TIMESTAMP_LTZ(1795446000123, 3),"
                + " 1795446000123456, '中文 🚀', MAP['trace', 't1']),"
                + " (CAST(NULL AS TINYINT), CAST(NULL AS SMALLINT), CAST(NULL AS INT), 1,"
                + " CAST(NULL AS FLOAT), CAST(NULL AS DOUBLE), CAST(NULL AS DECIMAL(20, 4)),"
                + " CAST(NULL AS BOOLEAN), CAST(NULL AS TIMESTAMP(6)), CAST(NULL AS TIMESTAMP_LTZ(3)),"
                + " CAST(NULL AS BIGINT), CAST(NULL AS STRING), CAST(NULL AS MAP<STRING, STRING>))")
        .await();

    List<Row> rows =
        collect(
            sql.executeSql(
                "SELECT a, b, c, d, e, f, g, h, CAST(i AS STRING), CAST(j AS STRING), k, l,"
                    + " attributes['trace'], attributes['seq'], shard, `sequence`,"
                    + " taken > TO_TIMESTAMP_LTZ(0, 3) FROM types ORDER BY d"));

    assertThat(rows.get(1).toString())
        .startsWith(
            "+I[-1, -300, 70000, 9000000000, 1.5, 2.25, 12345678901234.5678, true,"
                + " 2026-11-23 15:00:00.123456, 2026-11-23 15:00:00.123, 1795446000123456, 中文 🚀, t1, ")
        .endsWith(", true]");
    assertThat(rows.get(0).toString())
        .startsWith(
            "+I[null, null, null, 1, null, null, null, null, null, null, null, null, null, ");
    assertThat(rows).hasSize(2);
  }

  @Test
  void aBlobTopicIsOneColumn() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "blobs", 1);
    StreamTableEnvironment sql = tables(RuntimeExecutionMode.BATCH);
    sql.executeSql(topic.ddl("blobs", "data BYTES"));
    sql.executeSql("INSERT INTO blobs VALUES (x'00FF10'), (x'')").await();

    assertThat(collect(sql.executeSql("SELECT data FROM blobs")))
        .extracting(row -> (byte[]) row.getField(0))
        .containsExactlyInAnyOrder(new byte[] {0, -1, 16}, new byte[0]);
  }

  @Test
  void aValueThatTheServiceWouldRefuseIsNamedWithItsSizeAndTheLimit() {
    Topic topic = Topic.create(server.endpoint(), "large", 1, "id:STRING", "text:STRING");
    StreamTableEnvironment sql = tables(RuntimeExecutionMode.BATCH);
    sql.executeSql(topic.ddl("big_rows", "id STRING, text STRING", "'hashFields' = 'id'"));

    assertThatThrownBy(
            () ->
                sql.executeSql("INSERT INTO big_rows VALUES ('it', REPEAT('x', 3000000))").await())
        .hasStackTraceContaining(
            "record (it): column 'text' has 3000000 bytes, the service takes 2097152");
  }

  @Test
  void updatesAreRefusedWhenThePlanIsMade() {
    Topic topic = Topic.create(server.endpoint(), "inserts", 1, EVENT_COLUMNS);
    StreamTableEnvironment sql = tables(RuntimeExecutionMode.STREAMING);
    sql.executeSql(topic.ddl("inserts", EVENTS));

    assertThatThrownBy(
            () -> sql.explainSql("INSERT INTO inserts SELECT k, COUNT(*) FROM inserts GROUP BY k"))
        .hasStackTraceContaining("takes only INSERT rows");
  }

  @Test
  void aKeyStaysInItsShardAndInOrderAndBroadcastRowsGoToEveryShard() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "keys", 4, "op:STRING", "k:BIGINT", "n:BIGINT");
    StreamTableEnvironment sql = tables(RuntimeExecutionMode.STREAMING);
    sql.executeSql(
        topic.ddl(
            "keys",
            "op STRING, k BIGINT, n BIGINT",
            "'hashFields' = 'k'",
            "'batchCount' = '50'",
            "'sink.parallelism' = '3'",
            "'broadcastField' = 'op'",
            "'broadcastValues' = 'BEAT, TICK'"));
    numbers(sql, 20_000);
    sql.executeSql(
            "INSERT INTO keys SELECT IF(MOD(n, 5000) = 0, 'BEAT', 'ROW'), MOD(n, 97), n FROM numbers")
        .await();

    Map<String, List<TopicRecord>> shards = topic.records();
    Map<Object, String> shardOfKey = new HashMap<>();
    Map<Object, Long> last = new HashMap<>();
    shards.forEach(
        (shard, records) -> {
          for (TopicRecord record : records) {
            if (record.field(0).equals("ROW")) {
              assertThat(shardOfKey.computeIfAbsent(record.field(1), key -> shard))
                  .isEqualTo(shard);
              Long before = last.put(record.field(1), (Long) record.field(2));
              assertThat(before == null || before < (Long) record.field(2)).isTrue();
            }
          }
          assertThat(records.stream().filter(r -> r.field(0).equals("BEAT")).map(r -> r.field(2)))
              .containsExactly(0L, 5000L, 10_000L, 15_000L);
          assertRunsAreWhole(records);
        });
    assertThat(shardOfKey).hasSize(97);
    assertThat(Set.copyOf(shardOfKey.values())).hasSize(4);
    assertThat(topic.size()).isEqualTo(20_000 + 4 * 3);
  }

  @Test
  void nothingIsLostWhenTheServerStopsWhileTheSinkWrites() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "cut", 2, EVENT_COLUMNS);
    int port = server.port();
    StreamTableEnvironment sql = tables(RuntimeExecutionMode.STREAMING);
    sql.executeSql(
        topic.ddl(
            "cut", EVENTS, "'hashFields' = 'k'", "'batchCount' = '20'", "'retryDelay' = '50'"));
    numbers(sql, 60_000);
    TableResult insert = sql.executeSql("INSERT INTO cut SELECT MOD(n, 31), n FROM numbers");
    await().atMost(Duration.ofSeconds(60)).until(() -> topic.size() > 2_000);
    server.close();
    await().pollDelay(Duration.ofMillis(1)).until(() -> !answers(port));
    restartServer(port);
    insert.await();

    Set<Long> seen = new HashSet<>();
    topic
        .records()
        .values()
        .forEach(
            records -> {
              assertRunsAreWhole(records);
              records.forEach(record -> seen.add((Long) record.field(1)));
            });
    assertThat(seen).isEqualTo(range(60_000));
  }

  @Test
  void aJobThatFailsGoesOnWithoutLossOrDoubleAlsoThroughAServerRestart() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "source", 3, EVENT_COLUMNS);
    fill(topic, 30_000);
    int port = server.port();
    long end = System.currentTimeMillis() / 1000 * 1000 + 6_000;
    FailOnce.failed.set(false);
    StreamTableEnvironment sql = tables(RuntimeExecutionMode.STREAMING);
    sql.executeSql(
        topic.ddl(
            "source",
            EVENTS
                + ", shard BIGINT METADATA FROM 'shard-id' VIRTUAL, `sequence` STRING METADATA VIRTUAL",
            "'maxFetchSize' = '50'",
            "'retryDelay' = '50'",
            "'endTime' = '"
                + Instant.ofEpochMilli(end).toString().replace("T", " ").replace("Z", "")
                + "'"));
    var checked =
        sql.toDataStream(
                sql.sqlQuery("SELECT shard, CAST(`sequence` AS BIGINT) AS s, n FROM source"))
            .keyBy(row -> (Long) row.getField(0))
            .process(new FailOnce());
    List<Long> numbers = new ArrayList<>();
    try (CloseableIterator<Long> all = checked.executeAndCollect()) {
      boolean cut = false;
      while (all.hasNext()) {
        numbers.add(all.next());
        if (!cut && FailOnce.failed.get()) {
          cut = true;
          server.close();
          restartServer(port);
        }
      }
      assertThat(cut).isTrue();
    }
    assertThat(numbers).hasSize(30_000).doesNotHaveDuplicates();
  }

  @Test
  void aNewJobStartsWhereCompletedCheckpointsOfAnOlderOneEnded() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "offsets", 2, EVENT_COLUMNS);
    fill(topic, 1_000);
    StreamTableEnvironment first = tables(RuntimeExecutionMode.STREAMING);
    first.executeSql(topic.ddl("offsets", EVENTS));
    TableResult reading = first.executeSql("SELECT n FROM offsets");
    try (CloseableIterator<Row> rows = reading.collect()) {
      for (int i = 0; i < 1_000; i++) {
        rows.next();
      }
      try (DataHubClient client = topic.client()) {
        String subscription = SubscriptionName.resolve(client, Topic.SUBSCRIPTION);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    client.committed(subscription, List.of("0", "1")).values().stream()
                            .mapToLong(Offset::sequence)
                            .sum()
                        == 998);
      }
    }
    fill(topic, 10);

    StreamTableEnvironment second = tables(RuntimeExecutionMode.STREAMING);
    second.executeSql(topic.ddl("offsets", EVENTS));
    second.executeSql(topic.ddl("whole", EVENTS, "'startTimeMs' = '0'"));
    assertThat(firstRows(second.executeSql("SELECT n FROM offsets"), 10))
        .allMatch(row -> row.<Long>getFieldAs(0) < 10);
    assertThat(firstRows(second.executeSql("SELECT n FROM whole"), 1_010)).hasSize(1_010);
  }

  @Test
  void aBatchQueryReadsAllThereIsAlsoWithFewerSlotsThanReaders() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "few", 4, EVENT_COLUMNS);
    fill(topic, 1_000);
    // As in the SQL client: a cluster of its own, with slots for some of the readers.
    TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    sql.getConfig().set("parallelism.default", "4");
    sql.getConfig().set("taskmanager.numberOfTaskSlots", "1");
    sql.executeSql(topic.ddl("few", EVENTS));

    assertThat(collect(sql.executeSql("SELECT n FROM few"))).hasSize(1_000);
  }

  private static List<Row> firstRows(TableResult result, int count) throws Exception {
    List<Row> first = new ArrayList<>();
    try (CloseableIterator<Row> rows = result.collect()) {
      while (first.size() < count) {
        first.add(rows.next());
      }
    }
    return first;
  }

  /** Passes on what it gets once and in order, by its own state; fails once after a checkpoint. */
  private static final class FailOnce extends KeyedProcessFunction<Long, Row, Long>
      implements CheckpointListener {
    private static final AtomicBoolean failed = new AtomicBoolean();
    private transient ValueState<Long> next;
    private transient long checkpoints;
    private transient long seen;

    @Override
    public void open(OpenContext context) {
      next = getRuntimeContext().getState(new ValueStateDescriptor<>("next", Long.class));
    }

    @Override
    public void processElement(Row row, Context context, Collector<Long> out) throws Exception {
      long expected = next.value() == null ? 0 : next.value();
      if ((long) row.getField(1) != expected) {
        throw new AssertionError("record " + row + " where " + expected + " was next");
      }
      next.update(expected + 1);
      seen++;
      if (checkpoints > 0 && seen > 500 && failed.compareAndSet(false, true)) {
        throw new IllegalStateException("fails once, on purpose");
      }
      out.collect((Long) row.getField(2));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      checkpoints++;
    }
  }

  /**
   * Within a run of a writer, seq counts from 0 without gaps; a record doubled has both the same.
   */
  private static void assertRunsAreWhole(List<TopicRecord> records) {
    Map<String, Map<Long, Object>> runs = new HashMap<>();
    for (TopicRecord record : records) {
      long seq = Long.parseLong(record.attributes().get("seq"));
      Map<Long, Object> run =
          runs.computeIfAbsent(record.attributes().get("run"), text -> new HashMap<>());
      Object value = record.field(record.fieldCount() - 1);
      assertThat(seq).isLessThanOrEqualTo(run.size());
      assertThat(run.putIfAbsent(seq, value)).isIn(null, value);
    }
    assertThat(runs).isNotEmpty();
  }

  private void fill(Topic topic, long count) throws Exception {
    StreamTableEnvironment sql = tables(RuntimeExecutionMode.BATCH);
    sql.executeSql(topic.ddl("filled", EVENTS, "'hashFields' = 'k'"));
    numbers(sql, count);
    sql.executeSql("INSERT INTO filled SELECT MOD(n, 31), n FROM numbers").await();
  }

  private static Set<Long> range(long count) {
    return LongStream.range(0, count).boxed().collect(Collectors.toSet());
  }

  private static void numbers(StreamTableEnvironment sql, long count) {
    StreamExecutionEnvironment environment = environments.get(sql);
    sql.createTemporaryView(
        "numbers",
        sql.fromDataStream(environment.fromSequence(0, count - 1).setParallelism(1)).as("n"));
  }

  private static final Map<StreamTableEnvironment, StreamExecutionEnvironment> environments =
      new IdentityHashMap<>();

  private StreamTableEnvironment tables(RuntimeExecutionMode mode) {
    Configuration configuration = new Configuration();
    configuration.set(ExecutionOptions.RUNTIME_MODE, mode);
    configuration.setString("parallelism.default", "2");
    configuration.setString("taskmanager.numberOfTaskSlots", "4");
    configuration.setString("rest.port", "0");
    configuration.setString("table.local-time-zone", "UTC");
    configuration.setString("restart-strategy.type", "fixed-delay");
    configuration.setString("restart-strategy.fixed-delay.attempts", "1000");
    configuration.setString("restart-strategy.fixed-delay.delay", "100 ms");
    if (mode == RuntimeExecutionMode.STREAMING) {
      configuration.setString("execution.checkpointing.interval", "200 ms");
      configuration.setString(
          "execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
    } else {
      configuration.setString("restart-strategy.type", "none");
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    StreamTableEnvironment sql = StreamTableEnvironment.create(environment);
    environments.put(sql, environment);
    return sql;
  }

  private static List<Row> collect(TableResult result) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> all = result.collect()) {
      all.forEachRemaining(rows::add);
    }
    return rows;
  }

  private void restartServer(int port) throws Exception {
    server =
        LocalDatahub.start(
            DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("datahub"))
                .withPort(port));
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
