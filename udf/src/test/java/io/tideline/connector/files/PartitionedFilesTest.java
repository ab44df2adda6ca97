package io.tideline.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PARTITIONED BY in SQL, and what other readers make of the directories. */
class PartitionedFilesTest {

  private static final String ROWS =
      "(1, '2026-11-23', 9), (2, '2026-11-24', 10), (3, '2026-11-24', 10), (4, '2026-11-24', CAST(NULL AS INT))";

  @TempDir Path output;
  private final TableEnvironment sql = environment();

  @BeforeEach
  void declare() {
    declare("json", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "parquet"})
  void rowsAreInTheDirectoriesOfTheirValuesAndReadInSql(String format) throws Exception {
    declare(format, "");
    sql.executeSql(
            "INSERT INTO orders SELECT id, CAST(dt AS DATE), hr FROM (VALUES "
                + ROWS
                + ") AS v (id, dt, hr)")
        .await();

    assertThat(directories())
        .containsExactly(
            "dt=2026-11-23/hr=9",
            "dt=2026-11-24/hr=10",
            "dt=2026-11-24/hr=__HIVE_DEFAULT_PARTITION__");
    assertThat(rows("SELECT id, dt, hr FROM orders WHERE dt = DATE '2026-11-24'"))
        .extracting(Row::toString)
        .containsExactlyInAnyOrder(
            "+I[2, 2026-11-24, 10]", "+I[3, 2026-11-24, 10]", "+I[4, 2026-11-24, null]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void duckDbReadsTheSameWithAndWithoutHivePartitioning(String hive) throws Exception {
    declare("parquet", "");
    sql.executeSql(
            "INSERT INTO orders SELECT id, CAST(dt AS DATE), hr FROM (VALUES "
                + ROWS
                + ") AS v (id, dt, hr)")
        .await();

    String files =
        "read_parquet('" + output + "/shop.orders/**/*.parquet', hive_partitioning = " + hive + ")";
    assertThat(duckDb("SELECT id, dt, hr FROM " + files + " ORDER BY id"))
        .containsExactly(
            "1 2026-11-23 9", "2 2026-11-24 10", "3 2026-11-24 10", "4 2026-11-24 null");
    assertThat(
            duckDb("SELECT count(*) FROM " + files + " WHERE dt = DATE '2026-11-24' AND hr = 10"))
        .containsExactly("2");
  }

  @Test
  void duckDbDecodesAnyValueOfADirectory() throws Exception {
    sql.executeSql(
        "CREATE TABLE cities (id INT, city STRING) PARTITIONED BY (city) WITH ('connector' = 'change-files', "
            + "'path' = '"
            + output
            + "', 'table' = 'shop.cities', 'format' = 'json')");
    sql.executeSql(
            "INSERT INTO cities VALUES (1, '北京'), (2, 'a/b=c'), (3, '100%'), (4, '..'), (5, 'it''s \"x\"'), (6, '007')")
        .await();
    String files =
        "read_json('"
            + output
            + "/shop.cities/**/*.json', hive_partitioning = true, hive_types_autocast = false)";
    assertThat(duckDb("SELECT id, city FROM " + files + " ORDER BY id"))
        .containsExactly("1 北京", "2 a/b=c", "3 100%", "4 ..", "5 it's \"x\"", "6 007");
  }

  @Test
  void aPartitionOfTheInsertIsTheRowsPartition() throws Exception {
    sql.executeSql("INSERT INTO orders PARTITION (dt = '2026-01-01', hr = 7) SELECT 1").await();
    assertThat(directories()).containsExactly("dt=2026-01-01/hr=7");
    assertThat(rows("SELECT id, dt, hr FROM orders"))
        .extracting(Row::toString)
        .containsExactly("+I[1, 2026-01-01, 7]");
  }

  @Test
  void aDoubleCannotBeAPartition() {
    sql.executeSql(
        "CREATE TABLE doubles (id INT, d DOUBLE) PARTITIONED BY (d) WITH ('connector' = 'change-files', 'path' = '"
            + output
            + "', 'table' = 'shop.doubles', 'format' = 'json')");
    assertThatThrownBy(() -> sql.explainSql("INSERT INTO doubles VALUES (1, 1.5)"))
        .hasStackTraceContaining("PARTITIONED BY names 'd' of type DOUBLE");
  }

  @Test
  void aTemplateOfNamesIsCheckedWhenTheStatementIsPlanned() throws Exception {
    declare("json", ", 'file-name' = '{database}_{table}_{yyyyMMddHHmmss}.{suffix}'");
    assertThatThrownBy(() -> sql.explainSql("INSERT INTO orders VALUES (1, CURRENT_DATE, 1)"))
        .isInstanceOf(ValidationException.class)
        .hasStackTraceContaining("lacks {partition}: two files could have one name");

    declare(
        "json",
        ", 'file-name' = 'v1 {table} {database} {partition} {yyyy-MM-dd} {HH.mm.ss}.{suffix}'");
    sql.executeSql("INSERT INTO orders VALUES (1, CURRENT_DATE, 1)").await();
    try (Stream<Path> files = Files.walk(output.resolve("shop.orders"))) {
      assertThat(files.filter(Files::isRegularFile))
          .singleElement()
          .satisfies(
              file ->
                  assertThat(file.getFileName().toString())
                      .matches(
                          "v1 orders shop 0-0 20\\d\\d-\\d\\d-\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d\\.json"));
    }
    assertThat(rows("SELECT id FROM orders")).extracting(Row::toString).containsExactly("+I[1]");
  }

  private void declare(String format, String options) {
    sql.executeSql("DROP TABLE IF EXISTS orders");
    sql.executeSql(
        "CREATE TABLE orders (id INT, dt DATE, hr INT) PARTITIONED BY (dt, hr) WITH ('connector' = 'change-files', "
            + "'path' = '"
            + output
            + "', 'table' = 'shop.orders', 'format' = '"
            + format
            + "'"
            + options
            + ")");
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

  private List<Row> rows(String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> result = sql.executeSql(query).collect()) {
      result.forEachRemaining(rows::add);
    }
    return rows;
  }

  private static List<String> duckDb(String query) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join(" ", row));
      }
    }
    return rows;
  }

  private List<String> directories() throws IOException {
    Path table = output.resolve("shop.orders");
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> table.relativize(file.getParent()).toString())
          .distinct()
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
