package io.tideline.connector.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.CollectionUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTableTest {

  private static final String COLUMNS =
      "event_id STRING, op STRING, source STRING, database_name STRING, table_name STRING, event_time TIMESTAMP_LTZ(3), "
          + "primary_key STRING, `before` STRING, `after` STRING, `position` STRING, transaction_id STRING, shard STRING, "
          + "`sequence` BIGINT, run BIGINT, seq BIGINT, stage STRING, error_class STRING, error STRING, attempt INT, "
          + "route STRING, failed_at TIMESTAMP_LTZ(3), letter_id STRING, kind STRING";

  @TempDir Path store;

  @Test
  void aLetterIsKeptWholeAsALineOfJsonAndIsReadInSql() throws Exception {
    TableEnvironment sql = environment();
    sql.executeSql(table(COLUMNS));
    sql.executeSql(
            "INSERT INTO letters VALUES ('e1', 'INSERT', 'shop-db', 'shop', 'orders', "
                + "TO_TIMESTAMP_LTZ(1795446000000, 3), '{\"id\":1}', CAST(NULL AS STRING), "
                + "'{\"id\":1,\"note\":\"中文 \\\"q\\\"\"}', 'p', CAST(NULL AS STRING), '0', 7, 1, 2, 'decode', 'X', "
                + "'amount: abc is no number', 0, CAST(NULL AS STRING), TO_TIMESTAMP_LTZ(1795446001000, 3), 'a1', 'letter')")
        .await();

    List<Path> files;
    try (Stream<Path> list = Files.list(store)) {
      files = list.collect(Collectors.toList());
    }
    assertThat(files).hasSize(1);
    assertThat(files.get(0).getFileName().toString())
        .matches("dead_letters_default_database\\.letters_\\d{14}_0-0\\.json");
    assertThat(Files.readAllLines(files.get(0)))
        .singleElement()
        .asString()
        .contains("\"event_time\":\"2026-11-23 15:00:00.000Z\"", "\"sequence\":7", "中文");
    try (CloseableIterator<Row> rows =
        sql.executeSql("SELECT `after`, error, `before` FROM letters WHERE event_id = 'e1'")
            .collect()) {
      assertThat(CollectionUtil.iteratorToList(rows))
          .containsExactly(
              Row.of("{\"id\":1,\"note\":\"中文 \\\"q\\\"\"}", "amount: abc is no number", null));
    }
  }

  @Test
  void otherColumnsAreRefusedEachByItsPlace() {
    TableEnvironment sql = environment();
    sql.executeSql(
        table(
            COLUMNS.replace("`sequence` BIGINT", "`sequence` INT").replace("route STRING, ", "")));
    assertThatThrownBy(() -> sql.executeSql("SELECT * FROM letters"))
        .isInstanceOf(ValidationException.class)
        .hasStackTraceContaining("column 13 is sequence INT, must be sequence BIGINT")
        .hasStackTraceContaining("must be route VARCHAR(2147483647)");
  }

  private String table(String columns) {
    return "CREATE TABLE letters ("
        + columns
        + ") WITH ('connector' = 'dead-letters', 'store' = 'files', 'path' = '"
        + store
        + "')";
  }

  private static TableEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.setString("execution.runtime-mode", "batch");
    configuration.setString("parallelism.default", "1");
    configuration.setString("taskmanager.memory.network.max", "32 mb");
    configuration.setString("taskmanager.memory.managed.size", "64 mb");
    return TableEnvironment.create(
        EnvironmentSettings.newInstance().withConfiguration(configuration).build());
  }
}
