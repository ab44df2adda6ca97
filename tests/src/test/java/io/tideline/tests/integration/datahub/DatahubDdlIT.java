package io.tideline.tests.integration.datahub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a DDL is said when the plan is made, against a server on a socket. */
class DatahubDdlIT {

  @TempDir static Path directory;
  private static LocalDatahub server;
  private final TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inBatchMode());

  @BeforeAll
  static void startServer() throws Exception {
    server =
        LocalDatahub.start(DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory));
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Test
  void aTableToReadThatDoesNotFitIsRefusedWithAllThatDiffersBeforeAnythingRuns() {
    Topic topic = Topic.create(server.endpoint(), "read_wrong", 1, "k:BIGINT", "n:BIGINT");
    sql.executeSql(topic.ddl("wrong", "k STRING, m BIGINT, N BIGINT NOT NULL"));

    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM wrong"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("table default_catalog.default_database.wrong does not fit its topic")
        .hasMessageContaining("tideline/read_wrong at " + server.endpoint())
        .hasMessageContaining("column 'k' is STRING in the table and BIGINT in the topic")
        .hasMessageContaining("column 'm' is not in the topic")
        .hasMessageContaining("column 'N' is NOT NULL in the table");
    assertThatThrownBy(() -> sql.executeSql("SELECT * FROM wrong"))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void aTableToWriteThatDoesNotFitIsRefusedToo() {
    Topic topic =
        Topic.create(server.endpoint(), "written_wrong", 1, "k:BIGINT:NOTNULL", "n:BIGINT");
    sql.executeSql(topic.ddl("wrong", "n STRING"));

    assertThatThrownBy(() -> sql.explainSql("INSERT INTO wrong VALUES ('a')"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("column 'n' is STRING in the table and BIGINT in the topic")
        .hasMessageContaining(
            "the topic's column 'k' must have a value, but is not in the table; add it as BIGINT NOT NULL");
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    Topic topic = Topic.create(server.endpoint(), "there", 1, "k:BIGINT");
    sql.executeSql(topic.ddl("missing", "k BIGINT").replace("'there'", "'not_there'"));

    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM missing"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("there is no topic tideline/not_there at " + server.endpoint());
  }

  @Test
  void aWrongKeyIsAnErrorOfThePlanAndIsNotShown() {
    Topic topic = Topic.create(server.endpoint(), "locked", 1, "k:BIGINT");
    sql.executeSql(
        topic.ddl("locked", "k BIGINT").replace("'" + Topic.ACCESS_KEY + "'", "'not-the-key'"));

    assertThatThrownBy(() -> sql.explainSql("INSERT INTO locked VALUES (1)"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "table default_catalog.default_database.locked: cannot read the topic")
        .hasMessageContaining("check the options 'accessId' and 'accessKey'")
        .hasMessageNotContaining("not-the-key");
  }

  @Test
  void tablesAreMadeAndShownWithoutTheirTopic() {
    Topic topic = Topic.create(server.endpoint(), "later", 1, "k:BIGINT");
    sql.executeSql(topic.ddl("later", "z STRING"));

    assertThatCode(() -> sql.executeSql("SHOW CREATE TABLE later")).doesNotThrowAnyException();
    assertThatCode(() -> sql.executeSql("DESCRIBE later")).doesNotThrowAnyException();
  }

  @Test
  void theCheckCanWaitUntilTheJobStarts() {
    Topic topic = Topic.create(server.endpoint(), "unchecked", 1, "k:BIGINT");
    sql.executeSql(topic.ddl("unchecked", "m BIGINT", "'schemaCheck' = 'start'"));

    assertThatCode(() -> sql.explainSql("SELECT * FROM unchecked")).doesNotThrowAnyException();
    assertThatThrownBy(() -> collect(sql.executeSql("SELECT * FROM unchecked")))
        .hasStackTraceContaining("column 'm' is not in the topic");
  }

  @Test
  void aStreamOfChangesNeedsATopicOfChangeEvents() {
    Topic topic = Topic.create(server.endpoint(), "no_events", 1, "event_id:BIGINT", "op:STRING");
    sql.executeSql(
        topic
            .ddl("orders", "id BIGINT", "'stream' = 'main'", "'table' = 'shop.orders'")
            .replace("'datahub'", "'changes'")
            .replace("'flushInterval' = '20', ", ""));

    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM orders"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "topic tideline/no_events at " + server.endpoint() + " holds no change events")
        .hasMessageContaining("its column 'event_id' is BIGINT, not STRING")
        .hasMessageContaining("it has no column 'event_time' of type TIMESTAMP");
  }

  @Test
  void aRecordThatDoesNotFitIsLeftOutWhenThatIsAskedForAndElseFailsTheJob() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "amounts", 1, "id:BIGINT", "amount:DECIMAL");
    sql.executeSql(topic.ddl("wide", "id BIGINT, amount DECIMAL(12, 2)"));
    sql.executeSql(topic.ddl("narrow", "id BIGINT, amount DECIMAL(5, 2)"));
    sql.executeSql(
        topic.ddl("lenient", "id BIGINT, amount DECIMAL(5, 2)", "'recordMisfit' = 'skip'"));
    sql.executeSql(
            "INSERT INTO wide VALUES (1, 1.5), (2, 1234567.8), (3, CAST(NULL AS DECIMAL(12, 2)))")
        .await();

    assertThat(collect(sql.executeSql("SELECT * FROM lenient")))
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("+I[1, 1.50]", "+I[3, null]");
    assertThatThrownBy(() -> collect(sql.executeSql("SELECT * FROM narrow")))
        .hasStackTraceContaining("cannot read record")
        .hasStackTraceContaining("column 'amount': 1234567.80 does not fit DECIMAL(5, 2)");
  }

  @Test
  void theTimeOfTheServiceIsAnInstantAndInTheZoneOfTheSessionAlsoATimestamp() throws Exception {
    Topic topic = Topic.create(server.endpoint(), "times", 1, "k:BIGINT");
    sql.getConfig().set("table.local-time-zone", "Asia/Shanghai");
    sql.executeSql(topic.ddl("official", "k BIGINT, `system-time` TIMESTAMP METADATA VIRTUAL"));
    sql.executeSql(
        topic.ddl("instants", "k BIGINT, `system-time` TIMESTAMP_LTZ(3) METADATA VIRTUAL"));
    sql.executeSql("INSERT INTO official VALUES (1)").await();

    LocalDateTime local =
        (LocalDateTime)
            collect(sql.executeSql("SELECT `system-time` FROM official")).get(0).getField(0);
    Instant instant =
        (Instant) collect(sql.executeSql("SELECT `system-time` FROM instants")).get(0).getField(0);
    assertThat(local.atZone(ZoneId.of("Asia/Shanghai")).toInstant()).isEqualTo(instant);
  }

  private static List<Row> collect(TableResult result) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> all = result.collect()) {
      all.forEachRemaining(rows::add);
    }
    return rows;
  }
}
