package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.event.DeadLetterColumns;
import io.tideline.tests.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dead letters in a table of a real database. */
class DeadLetterDatabaseIT {

  private static final String ID = "0123456789abcdef0123456789abcdef";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private String schema;

  @BeforeEach
  void makeSchema() throws Exception {
    schema = DATABASE.newSchema();
    DATABASE.execute("GRANT ALL ON " + schema + ".* TO 'tideline'@'%'");
  }

  @Test
  void aLetterIsInItsTableOnceHoweverOftenItIsWrittenAndIsReadBackAsItWas() throws Exception {
    TableEnvironment sql = environment(DATABASE.passwordFile().toString());
    for (int i = 0; i < 2; i++) {
      sql.executeSql(
              "INSERT INTO letters VALUES "
                  + letter("中文 🚀 \\ ''x''", 0, "letter")
                  + ", "
                  + letter("second", 1, "letter")
                  + ", "
                  + letter("mark", 1, "done"))
          .await();
    }

    assertThat(DATABASE.query("SELECT COUNT(*) AS n FROM " + schema + ".dead_letters", "n"))
        .isEqualTo("3");
    assertThat(
            DATABASE.query(
                "SELECT `after` FROM " + schema + ".dead_letters WHERE attempt = 0", "after"))
        .isEqualTo("中文 🚀 \\ 'x'");
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> result =
        sql.executeSql("SELECT * FROM letters WHERE attempt = 0").collect()) {
      result.forEachRemaining(rows::add);
    }
    assertThat(rows)
        .containsExactly(
            Row.of(
                "e1",
                "INSERT",
                "shop-db",
                "shop",
                "orders",
                Instant.parse("2026-11-23T15:00:00Z"),
                "{\"id\":1}",
                null,
                "中文 🚀 \\ 'x'",
                "p",
                null,
                "0",
                7L,
                1L,
                2L,
                "decode",
                "X",
                "amount: abc is no number",
                0,
                null,
                Instant.parse("2026-11-23T15:00:01.123Z"),
                ID,
                "letter"));
  }

  @Test
  void lettersThatTheDatabaseRefusesFailTheJobWithTheTableAndNoPassword() {
    TableEnvironment sql = environment("/no/such/file");
    assertThatThrownBy(
            () -> sql.executeSql("INSERT INTO letters VALUES " + letter("x", 0, "letter")).await())
        .hasStackTraceContaining("option 'password' refers to the file /no/such/file");
  }

  @Test
  void anEmptyTableIsMadeWhenItIsReadFirst() throws Exception {
    TableEnvironment sql = environment(DATABASE.passwordFile().toString());
    try (CloseableIterator<Row> result = sql.executeSql("SELECT * FROM letters").collect()) {
      assertThat(result).isExhausted();
    }
  }

  private TableEnvironment environment(String passwordFile) {
    Configuration configuration = new Configuration();
    configuration.setString("execution.runtime-mode", "batch");
    configuration.setString("parallelism.default", "2");
    configuration.setString("taskmanager.memory.network.max", "32 mb");
    configuration.setString("taskmanager.memory.managed.size", "64 mb");
    TableEnvironment sql =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(configuration).build());
    String columns =
        ((RowType) DeadLetterColumns.DATA_TYPE.getLogicalType())
            .getFields().stream()
                .map(field -> "`" + field.getName() + "` " + field.getType().asSerializableString())
                .collect(Collectors.joining(", "));
    sql.executeSql(
        String.format(
            "CREATE TABLE letters (%s) WITH ('connector' = 'dead-letters', 'store' = 'jdbc',"
                + " 'url' = 'jdbc:mysql://127.0.0.1:%s/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true',"
                + " 'username' = '%s', 'password' = '${file:%s}', 'write.retry-delay' = '10 ms')",
            columns,
            DATABASE.connection().get("port"),
            schema,
            DATABASE.connection().get("username"),
            passwordFile));
    return sql;
  }

  private static String letter(String after, int attempt, String kind) {
    return String.format(
        "('e1', 'INSERT', 'shop-db', 'shop', 'orders', TO_TIMESTAMP_LTZ(1795446000000, 3),"
            + " '{\"id\":1}', CAST(NULL AS STRING), '%s', 'p', CAST(NULL AS STRING), '0', 7, 1, 2,"
            + " 'decode', 'X', 'amount: abc is no number', %d, CAST(NULL AS STRING),"
            + " TO_TIMESTAMP_LTZ(1795446001123, 3), '%s', '%s')",
        after, attempt, ID, kind);
  }
}
