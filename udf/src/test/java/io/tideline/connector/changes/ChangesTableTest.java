package io.tideline.connector.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Provenance;
import io.tideline.event.Position;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Typed tables over one stream, planned by the real planner and run on a cluster in this JVM. */
class ChangesTableTest {

  private static final List<String> TABLES = List.of("customers", "products", "orders", "items");

  private final String events = UUID.randomUUID().toString();
  private final HandMadeStream stream = HandMadeStream.named(events);
  private long seq;

  @BeforeEach
  void forget() {
    KeptRows.clear();
  }

  @Test
  void fourTablesAndTheUndeliverableEventsShareOneSourceAndOneGate() {
    TableEnvironment sql = environment(new Configuration());
    String plan = routes(sql, TABLES).explain(ExplainDetail.JSON_EXECUTION_PLAN);
    assertThat(plan.split("\"type\" : \"changes-main-gate\"", -1)).hasSize(2);
    assertThat(plan.split("\"type\" : \"Source: changes-main-source\"", -1)).hasSize(2);
  }

  @Test
  void eachChangeArrivesInItsTableAsARowWithWhatHappenedToIt() throws Exception {
    stream.add(
        event("READ", "customers", 1, 100, null, "{\"id\":1,\"name\":\"张三 🌊\"}"),
        event("INSERT", "orders", 7, 200, null, "{\"id\":7,\"name\":null}"),
        event("UPDATE", "orders", 7, 300, "{\"id\":7,\"name\":null}", "{\"id\":7,\"name\":\"b\"}"),
        event("DELETE", "orders", 7, 400, "{\"id\":7,\"name\":\"b\"}", null));
    stream.end();

    run(environment(new Configuration()), TABLES).await();

    assertThat(KeptRows.of("kept_customers"))
        .containsExactly(Row.of("customers-100", "READ", position(100), 1L, "张三 🌊"));
    assertThat(KeptRows.of("kept_orders"))
        .containsExactly(
            Row.of("orders-200", "INSERT", position(200), 7L, null),
            Row.of("orders-300", "UPDATE", position(300), 7L, "b"),
            Row.of("orders-400", "DELETE", position(400), 7L, "b"));
    assertThat(KeptRows.of("kept_products")).isEmpty();
  }

  @Test
  void aRowThatDoesNotFitIsADeadLetterWithTheWholeEventAndAllOthersPass() throws Exception {
    String bad = "{\"id\":\"seven\",\"name\":\"x\"}";
    stream.add(event("INSERT", "orders", 6, 100, null, "{\"id\":6,\"name\":\"a\"}"));
    ChangeEvent badEvent = event("INSERT", "orders", 7, 200, null, bad);
    stream.add(
        badEvent, badEvent, event("INSERT", "orders", 8, 300, null, "{\"id\":8,\"name\":\"c\"}"));
    stream.end();

    run(environment(new Configuration()), TABLES).await();

    assertThat(KeptRows.of("kept_orders"))
        .extracting(row -> row.getField(3))
        .containsExactlyInAnyOrder(6L, 8L);
    assertThat(KeptRows.of("kept_undeliverable")).hasSize(1);
    Row letter = KeptRows.of("kept_undeliverable").get(0);
    assertThat(letter.getField(0)).isEqualTo("orders-200");
    assertThat(letter.getField(6)).isEqualTo("{\"id\":7}");
    assertThat(letter.getField(8)).isEqualTo(bad);
    assertThat(letter.getField(11)).isEqualTo("0");
    assertThat(letter.getField(15)).isEqualTo("decode");
    assertThat((String) letter.getField(17))
        .contains("'id'")
        .contains("'seven'")
        .contains("BIGINT");
    assertThat(letter.getField(18)).isEqualTo(0);
    assertThat(letter.getField(19)).isEqualTo("default_database.orders");
    assertThat(letter.getField(20)).isNotNull();
  }

  @Test
  void eventsThatSpeakOfNoRowOrOfATableThatNothingReadsDisturbNobody() throws Exception {
    stream.add(
        event("HEARTBEAT", null, 0, 100, null, null),
        event("INSERT", "elsewhere", 7, 200, null, "{\"id\":7}"),
        event("TRUNCATE", "orders", 0, 300, null, null),
        event("REREAD", "orders", 0, 310, null, null),
        event("INSERT", "orders", 7, 400, null, "{\"id\":7,\"name\":\"a\"}"),
        event("RENAME", "orders", 7, 500, null, null));
    stream.end();

    run(environment(new Configuration()), TABLES).await();

    assertThat(KeptRows.of("kept_orders"))
        .extracting(row -> row.getField(0))
        .containsExactly("orders-400");
    assertThat(KeptRows.of("kept_undeliverable"))
        .extracting(row -> row.getField(0))
        .containsExactly("orders-500");
  }

  @Test
  void aTableWithoutAKeyKeepsRowsThatAreAlikeAndDropsOnlyItsResentLog() throws Exception {
    stream.add(
        keyless("READ", 100, 1, 0),
        keyless("READ", 100, 1, 1),
        keyless("READ", 100, 1, 1),
        keyless("INSERT", 200, 1, 2),
        keyless("READ", 150, 2, 0),
        keyless("INSERT", 200, 2, 1),
        keyless("INSERT", 300, 2, 2));
    stream.end();

    run(environment(new Configuration()), TABLES).await();

    assertThat(KeptRows.of("kept_orders"))
        .extracting(row -> row.getField(0))
        .containsExactly("READ-100", "READ-100", "INSERT-200", "READ-150", "INSERT-300");
  }

  @Test
  void aTableThatTwoRoutesReadIsDecodedOnceWhateverColumnsTheyTake() throws Exception {
    stream.add(
        event("INSERT", "orders", 7, 100, null, "{\"id\":7,\"name\":\"a\"}"),
        event("INSERT", "orders", 8, 200, null, "{\"id\":\"bad\"}"));
    stream.end();
    StatementSet statements = routes(environment(new Configuration()), List.of("orders"));
    statements.addInsertSql(
        "INSERT INTO kept_items (_op, name) SELECT _op, UPPER(name) FROM orders WHERE id > 6");

    statements.execute().await();

    assertThat(KeptRows.of("kept_orders")).hasSize(1);
    assertThat(KeptRows.of("kept_items")).containsExactly(Row.of(null, "INSERT", null, null, "A"));
    assertThat(KeptRows.of("kept_undeliverable")).hasSize(1);
  }

  @Test
  void aTableAddedAndAnotherOrderOfRoutesRestoreFromASavepointWithNothingLostOrDoubled(
      @TempDir Path directory) throws Exception {
    ChangeEvent first = event("INSERT", "orders", 7, 200, null, "{\"id\":7,\"name\":\"a\"}");
    ChangeEvent unrouted = event("INSERT", "items", 1, 250, null, "{\"id\":1,\"name\":\"i\"}");
    stream.add(first, unrouted);
    TableResult job = run(environment(new Configuration()), List.of("orders", "customers"));
    await().until(() -> KeptRows.of("kept_orders").size() == 1);
    String savepoint =
        job.getJobClient()
            .orElseThrow()
            .stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();

    stream.add(
        first,
        event("UPDATE", "orders", 7, 300, null, "{\"id\":7,\"name\":\"b\"}"),
        event("INSERT", "items", 1, 400, null, "{\"id\":1,\"name\":\"j\"}"));
    stream.end();
    Configuration restored = new Configuration();
    restored.setString("execution.savepoint.path", savepoint);
    restored.setString("parallelism.default", "1");
    run(environment(restored), List.of("items", "customers", "products", "orders")).await();

    assertThat(KeptRows.of("kept_orders"))
        .extracting(row -> row.getField(0))
        .containsExactly("orders-200", "orders-300");
    assertThat(KeptRows.of("kept_items"))
        .extracting(row -> row.getField(0))
        .containsExactly("items-400");
  }

  @Test
  void aBatchReadEndsAndKeepsTheOrderOfEachKey() throws Exception {
    for (int i = 1; i <= 500; i++) {
      stream.add(
          event(
              "UPDATE", "orders", i % 7, i, null, "{\"id\":" + i % 7 + ",\"name\":\"" + i + "\"}"));
    }
    stream.end();
    Configuration batch = new Configuration();
    batch.setString("execution.runtime-mode", "BATCH");

    run(environment(batch), TABLES).await();

    assertThat(KeptRows.of("kept_orders")).hasSize(500);
    for (long key = 0; key < 7; key++) {
      long id = key;
      assertThat(
              KeptRows.of("kept_orders").stream()
                  .filter(row -> row.getField(3).equals(id))
                  .map(row -> (String) row.getField(2))
                  .collect(Collectors.toList()))
          .isSorted();
    }
  }

  @Test
  void aGapAndAReorderAreRowsOfTheTableOfFindingsAndTheEventsAreDelivered() throws Exception {
    stream.add(event("INSERT", "orders", 7, 100, null, "{\"id\":7,\"name\":\"a\"}"));
    ChangeEvent late =
        event("UPDATE", "orders", 7, 200, "{\"id\":7,\"name\":\"a\"}", "{\"id\":7,\"name\":\"b\"}");
    seq += 2;
    stream.add(event("DELETE", "orders", 7, 300, "{\"id\":7,\"name\":\"c\"}", null), late, late);
    stream.end();
    TableEnvironment sql = environment(new Configuration());
    StatementSet statements = routes(sql, List.of("orders"));
    statements.addInsertSql("INSERT INTO kept_findings SELECT * FROM findings");

    statements.execute().await();

    assertThat(KeptRows.of("kept_orders"))
        .extracting(row -> row.getField(0))
        .containsExactly("orders-100", "orders-300", "orders-200");
    assertThat(KeptRows.of("kept_findings"))
        .extracting(Row::toString)
        .containsExactly(
            "+I[gap, orders, {\"id\":7}, seq 1, seq 4: 3 missing, 0, 4]",
            "+I[broken_chain, orders, {\"id\":7}, the row as after run 1 at "
                + position(100)
                + ", other values in 'before', 0, 4]",
            "+I[reordered, orders, {\"id\":7}, seq 5, seq 1, which had not come, 0, 1]");
  }

  /** P35. */
  @Test
  void withoutTheGateARecordThatComesTwiceIsDeliveredTwiceInOrder() throws Exception {
    ChangeEvent first = event("INSERT", "orders", 7, 100, null, "{\"id\":7,\"name\":\"a\"}");
    stream.add(first, first);
    stream.end();
    TableEnvironment sql = environment(new Configuration());
    sql.executeSql(
        "CREATE TABLE all_orders (id BIGINT, name STRING)"
            + " WITH ('gate' = 'off', 'table' = 'shop.orders') LIKE base");
    sql.executeSql("INSERT INTO kept_orders SELECT * FROM all_orders").await();

    assertThat(KeptRows.of("kept_orders"))
        .extracting(row -> row.getField(0))
        .containsExactly("orders-100", "orders-100");
  }

  @Test
  void whatHappensToTheRowsOfEachTableIsCounted() throws Exception {
    ChangeEvent good = event("INSERT", "orders", 7, 100, null, "{\"id\":7,\"name\":\"a\"}");
    stream.add(
        good,
        good,
        event("INSERT", "orders", 8, 200, null, "{\"id\":\"x\"}"),
        event("INSERT", "orders", 9, 300, null, "{\"id\":9,\"name\":\"c\",\"more\":1}"),
        event("INSERT", "customers", 9, 400, null, "{\"id\":9,\"name\":\"c\"}"));
    InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
    Configuration metrics = new Configuration();
    reporter.addToConfiguration(metrics);

    TableResult job = run(environment(metrics), TABLES);
    await()
        .untilAsserted(
            () -> {
              assertThat(count(reporter, "shop.orders", "rowsIn")).isEqualTo(4);
              assertThat(count(reporter, "shop.orders", "rowsDelivered")).isEqualTo(2);
              assertThat(count(reporter, "shop.orders", "rowsResent")).isEqualTo(1);
              assertThat(count(reporter, "shop.orders", "rowsDead")).isEqualTo(1);
              assertThat(count(reporter, "shop.orders", "rowsDrifted")).isEqualTo(1);
              assertThat(count(reporter, "shop.customers", "rowsDelivered")).isEqualTo(1);
              assertThat(count(reporter, "shop.products", "rowsIn")).isZero();
            });
    assertThat(lags(reporter, "shop.customers")).anyMatch(lag -> lag > 1_000_000_000L);
    assertThat(lags(reporter, "shop.products")).containsOnly(-1L);
    stream.end();
    job.await();
  }

  private static long count(InMemoryReporter reporter, String table, String name) {
    return metrics(reporter, table, name).stream().mapToLong(m -> ((Counter) m).getCount()).sum();
  }

  private static List<Long> lags(InMemoryReporter reporter, String table) {
    return metrics(reporter, table, "lagMs").stream()
        .map(metric -> (Long) ((Gauge<?>) metric).getValue())
        .collect(Collectors.toList());
  }

  /** One a subtask. */
  private static List<Metric> metrics(InMemoryReporter reporter, String table, String name) {
    List<Metric> found = new ArrayList<>();
    reporter
        .getMetricsByGroup()
        .forEach(
            (group, metrics) -> {
              if (table.equals(group.getAllVariables().get("<table>"))
                  && metrics.containsKey(name)) {
                found.add(metrics.get(name));
              }
            });
    return found;
  }

  @Test
  void tablesOfOneStreamThatDifferInAnOptionAreRefusedWithItsName() {
    TableEnvironment sql = environment(new Configuration());
    sql.executeSql(
        "CREATE TABLE other (id BIGINT, name STRING) WITH ('table' = 'shop.other', 'unrouted-tables' = 'a.*')"
            + " LIKE base (OVERWRITING OPTIONS)");
    StatementSet statements = routes(sql, List.of("orders"));
    statements.addInsertSql("INSERT INTO kept_items SELECT * FROM other");

    assertThatThrownBy(statements::explain).hasStackTraceContaining("differ in [unrouted-tables]");
  }

  @Test
  void aTableIsRefusedWithoutASourceTableOrWithTheSharedSourceTakenApart() {
    TableEnvironment sql = environment(new Configuration());
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM base"))
        .hasStackTraceContaining("'table' = 'database.table'");
    sql.getConfig().set("table.optimizer.reuse-source-enabled", "false");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM orders"))
        .hasStackTraceContaining("table.optimizer.reuse-source-enabled");
  }

  @Test
  void aCheckOfAnotherModeAndATableOfFindingsWithOtherColumnsAreRefusedWithWhatWouldBeRight() {
    TableEnvironment sql = environment(new Configuration());
    sql.executeSql(
        "CREATE TABLE strict (id BIGINT) WITH ('table' = 'shop.orders', 'check.gap' = 'never') LIKE base");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM strict"))
        .hasStackTraceContaining("check.gap")
        .hasStackTraceContaining("never")
        .hasStackTraceContaining("FAIL");
    sql.executeSql(
        "CREATE TABLE odd (kind STRING, severity INT) WITH ('findings' = 'true')"
            + " LIKE base (EXCLUDING METADATA)");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM odd"))
        .hasStackTraceContaining("'severity' INT is none of a finding")
        .hasStackTraceContaining("last_position");
    sql.executeSql(
        "CREATE TABLE `both` (kind STRING) WITH ('findings' = 'true', 'table' = 'shop.orders')"
            + " LIKE base (EXCLUDING METADATA)");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM `both`"))
        .hasStackTraceContaining("give one of 'table' = 'database.table'");
  }

  @Test
  void aTimeToLiveThatForgetsAtOnceOrHasNothingToForgetIsRefused() {
    TableEnvironment sql = environment(new Configuration());
    sql.executeSql(
        "CREATE TABLE brief (id BIGINT) WITH ('table' = 'shop.orders', 'state.ttl' = '0 s') LIKE base");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM brief"))
        .hasStackTraceContaining("forgets at once");
    sql.executeSql(
        "CREATE TABLE idle (id BIGINT) WITH ('table' = 'shop.orders', 'state.ttl' = '30 d', 'gate' = 'off')"
            + " LIKE base");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM idle"))
        .hasStackTraceContaining("'state.ttl' has no effect with 'gate' = 'off'");
  }

  /** P37: of a real job, on the backend that a user with so many keys has. */
  @Test
  void aTimeToLiveIsTakenUpFromASavepointThatHasNoneAndNothingIsDoubled(@TempDir Path directory)
      throws Exception {
    ChangeEvent first = event("INSERT", "orders", 7, 200, null, "{\"id\":7,\"name\":\"a\"}");
    stream.add(first);
    Configuration rocksdb = new Configuration();
    rocksdb.setString("state.backend.type", "rocksdb");
    TableResult job = run(environment(rocksdb), List.of("orders"));
    await().until(() -> KeptRows.of("kept_orders").size() == 1);
    String savepoint =
        job.getJobClient()
            .orElseThrow()
            .stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();

    stream.add(
        resent(first, 2),
        event("UPDATE", "orders", 7, 300, null, "{\"id\":7,\"name\":\"b\"}"),
        resent(first, 3));
    stream.end();
    rocksdb.setString("execution.savepoint.path", savepoint);
    TableEnvironment sql = environment(rocksdb);
    sql.executeSql("ALTER TABLE orders SET ('state.ttl' = '30 d')");
    sql.executeSql("ALTER TABLE undeliverable SET ('state.ttl' = '30 d')");
    run(sql, List.of("orders")).await();

    assertThat(KeptRows.of("kept_orders"))
        .extracting(row -> row.getField(0))
        .containsExactly("orders-200", "orders-300");
  }

  private static ChangeEvent resent(ChangeEvent event, long run) {
    return new ChangeEvent.Builder()
        .eventId(event.eventId())
        .op(event.op())
        .source(event.source())
        .table(event.database(), event.table())
        .primaryKey(event.primaryKey())
        .images(event.before(), event.after())
        .position(event.position())
        .build(new Provenance("0", 0, run, 0, 0, null));
  }

  private TableEnvironment environment(Configuration extra) {
    Configuration configuration = new Configuration();
    configuration.setString("parallelism.default", "2");
    configuration.setString("rest.bind-port", "0");
    configuration.addAll(extra);
    TableEnvironment sql =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(configuration).build());
    sql.executeSql(
        "CREATE TABLE base (_event_id STRING METADATA, _op STRING METADATA, _position STRING METADATA)"
            + " WITH ('connector' = 'hand-made-changes', 'stream' = 'main', 'events' = '"
            + events
            + "')");
    for (String table : TABLES) {
      sql.executeSql(
          String.format(
              "CREATE TABLE %s (id BIGINT, name STRING, PRIMARY KEY (id) NOT ENFORCED)"
                  + " WITH ('table' = 'shop.%s') LIKE base",
              table, table));
      sql.executeSql(
          String.format(
              "CREATE TABLE kept_%s (_event_id STRING, _op STRING, _position STRING, id BIGINT, name STRING)"
                  + " WITH ('connector' = 'kept-rows')",
              table));
    }
    sql.executeSql(
        "CREATE TABLE undeliverable (event_id STRING, op STRING, source STRING, database_name STRING,"
            + " table_name STRING, event_time TIMESTAMP_LTZ(3), primary_key STRING, `before` STRING, `after` STRING,"
            + " `position` STRING, transaction_id STRING, shard STRING, `sequence` BIGINT, run BIGINT, seq BIGINT,"
            + " stage STRING, error_class STRING, error STRING, attempt INT, route STRING, failed_at TIMESTAMP_LTZ(3))"
            + " WITH ('undeliverable' = 'true') LIKE base (EXCLUDING METADATA)");
    sql.executeSql(
        "CREATE TABLE findings (kind STRING, table_name STRING, primary_key STRING, expected STRING,"
            + " found STRING, shard STRING, seq BIGINT)"
            + " WITH ('findings' = 'true') LIKE base (EXCLUDING METADATA)");
    sql.executeSql(
        "CREATE TABLE kept_findings WITH ('connector' = 'kept-rows')"
            + " LIKE findings (EXCLUDING OPTIONS)");
    sql.executeSql(
        "CREATE TABLE kept_undeliverable WITH ('connector' = 'kept-rows')"
            + " LIKE undeliverable (EXCLUDING OPTIONS)");
    return sql;
  }

  private static StatementSet routes(TableEnvironment sql, List<String> tables) {
    StatementSet statements = sql.createStatementSet();
    for (String table : tables) {
      statements.addInsertSql(String.format("INSERT INTO kept_%s SELECT * FROM %s", table, table));
    }
    statements.addInsertSql("INSERT INTO kept_undeliverable SELECT * FROM undeliverable");
    return statements;
  }

  private static TableResult run(TableEnvironment sql, List<String> tables) {
    return routes(sql, tables).execute();
  }

  private ChangeEvent event(
      String op, String table, int key, int place, String before, String after) {
    return new ChangeEvent.Builder()
        .eventId(table + "-" + place)
        .op(op)
        .source("test")
        .table("shop", table)
        .eventTime(1_000L * place)
        .primaryKey(json("{\"id\":" + key + "}"))
        .images(json(before), json(after))
        .position(position(place))
        .build(new Provenance("0", seq, 1, seq++, 0, null));
  }

  private static ChangeEvent keyless(String op, int place, long run, long seq) {
    return new ChangeEvent.Builder()
        .eventId(op + "-" + place)
        .op(op)
        .source("test")
        .table("shop", "orders")
        .images(null, json("{\"id\":1}"))
        .position(position(place))
        .build(new Provenance("0", seq, run, seq, 0, null));
  }

  private static byte[] json(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String position(int place) {
    return Position.of(1, 1, place, 0, Position.WHOLE).toString();
  }
}
