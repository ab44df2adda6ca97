package io.tideline.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connector as SQL sees it, on a MiniCluster. */
class ChangeFilesTableTest {

  @TempDir Path output;

  @ParameterizedTest
  @CsvSource({
    "json,streaming",
    "csv,streaming",
    "parquet,streaming",
    "json,batch",
    "parquet,batch",
    "json.gz,streaming",
    "csv.zst,streaming"
  })
  void whatSqlWritesIsThereOnceAndCanBeReadInSql(String format, String mode) throws Exception {
    TableEnvironment sql = environment(mode);
    sql.executeSql(
        "CREATE TABLE generated (id BIGINT, note STRING) WITH ('connector' = 'datagen', 'number-of-rows' = '5000', "
            + "'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '5000', 'fields.note.length' = '20')");
    sql.executeSql(files(format, "'rolling.size' = '20 kb'"));
    sql.executeSql("INSERT INTO orders SELECT id, note, CAST(id AS DECIMAL(12, 2)) FROM generated")
        .await();

    assertThat(
            rows(sql, "SELECT COUNT(*), COUNT(DISTINCT id), SUM(amount) FROM orders").stream()
                .reduce((first, last) -> last)
                .orElseThrow()
                .toString())
        .contains("5000, 5000, 12502500.00");
    List<String> names = names(output.resolve("shop.orders"));
    assertThat(names).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    Pattern name = Pattern.compile("shop_orders_20\\d{12}_[01]-\\d+\\." + format);
    assertThat(names).allMatch(name.asMatchPredicate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "parquet"})
  void everyValueIsReadBackAsItWasWritten(String format) throws Exception {
    TableEnvironment sql = environment("batch");
    sql.executeSql(files(format, "'rolling.interval' = '1 min'"));
    sql.executeSql(
            "INSERT INTO orders VALUES (1, CAST(NULL AS STRING), 12.50), (2, '', -0.01), (3, 'a,\"b\"\n中文😀 ', CAST(NULL AS "
                + "DECIMAL(12, 2)))")
        .await();
    assertThat(rows(sql, "SELECT amount, note, id FROM orders"))
        .extracting(Row::toString)
        .containsExactlyInAnyOrder(
            "+I[12.50, null, 1]", "+I[-0.01, , 2]", "+I[null, a,\"b\"\n中文😀 , 3]");
    assertThat(rows(sql, "SELECT COUNT(*) FROM orders"))
        .extracting(Row::toString)
        .contains("+I[3]");
  }

  @Test
  void aTableWithoutFilesIsEmpty() throws Exception {
    TableEnvironment sql = environment("batch");
    sql.executeSql(files("json", "'rolling.size' = '1 mb'"));
    assertThat(rows(sql, "SELECT * FROM orders")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"shop.../x", "shop.CON", "shop.it''s \"quoted\"", "s_h.o_p", "店.订单", "shop.%2F"})
  void aTableOfAnyNameHasFilesBelowThePathAndOnlyThere(String table) throws Exception {
    TableEnvironment sql = environment("batch");
    Path below = output.resolve("below");
    sql.executeSql(
        "CREATE TABLE named (id BIGINT) WITH ('connector' = 'change-files', 'path' = '"
            + below
            + "', 'table' = '"
            + table
            + "', 'format' = 'json')");
    sql.executeSql("INSERT INTO named VALUES (7)").await();

    assertThat(rows(sql, "SELECT id FROM named")).extracting(Row::toString).contains("+I[7]");
    assertThat(names(output)).containsExactly("below");
    // Beside the table's directory there are only notes.
    assertThat(names(below)).filteredOn(name -> !name.startsWith("_")).hasSize(1);
  }

  @Test
  void aTypeThatTheFormatLacksIsRefusedWhenTheStatementIsPlanned() {
    TableEnvironment sql = environment("batch");
    sql.executeSql(
        "CREATE TABLE nested (id BIGINT, tags ARRAY<STRING>) WITH ('connector' = 'change-files', 'path' = '"
            + output
            + "', 'table' = 'shop.nested', 'format' = 'csv')");
    assertThatThrownBy(() -> sql.executeSql("INSERT INTO nested VALUES (1, ARRAY['a'])"))
        .isInstanceOf(ValidationException.class)
        .hasStackTraceContaining("ARRAY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "json~'compression' = 'snappy'~only Parquet has snappy",
        "csv~'csv.delimiter' = '-'~'csv.delimiter' is one character",
        "csv~'csv.delimiter' = ';;'~not ';;'",
        "csv~'csv.null-text' = '0'~'csv.null-text' is a text that is no number",
        "csv~'csv.null-text' = 'a,b'~not 'a,b'"
      })
  void anOptionThatWouldMakeFilesNobodyCanReadIsRefusedWhenTheStatementIsPlanned(
      String format, String option, String words) {
    TableEnvironment sql = environment("batch");
    sql.executeSql(files(format, option));
    assertThatThrownBy(
            () -> sql.executeSql("INSERT INTO orders VALUES (1, 'a', CAST(1 AS DECIMAL(12, 2)))"))
        .isInstanceOf(ValidationException.class)
        .hasStackTraceContaining(words);
  }

  private String files(String suffix, String more) {
    String format = suffix.split("\\.")[0];
    String compression =
        suffix.endsWith(".gz")
            ? ", 'compression' = 'gzip'"
            : suffix.endsWith(".zst") ? ", 'compression' = 'zstd'" : "";
    return String.format(
        "CREATE TABLE orders (id BIGINT, note STRING, amount DECIMAL(12, 2)) WITH ('connector' = 'change-files', "
            + "'path' = '%s', 'table' = 'shop.orders', 'format' = '%s', %s)",
        output, format, more + compression);
  }

  private static TableEnvironment environment(String mode) {
    Configuration configuration = new Configuration();
    configuration.setString("execution.runtime-mode", mode);
    configuration.setString("parallelism.default", "2");
    configuration.setString("execution.checkpointing.interval", "200 ms");
    configuration.setString("taskmanager.memory.network.max", "32 mb");
    configuration.setString("taskmanager.memory.managed.size", "64 mb");
    return TableEnvironment.create(
        EnvironmentSettings.newInstance().withConfiguration(configuration).build());
  }

  private static List<Row> rows(TableEnvironment sql, String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> result = sql.executeSql(query).collect()) {
      result.forEachRemaining(rows::add);
    }
    return rows;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    }
  }
}
