package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.event.DeadLetterColumns;
import io.tideline.tests.testkit.CommitProxy;
import io.tideline.tests.testkit.CommitProxy.Cut;
import io.tideline.tests.testkit.TestDatabase;
import io.tideline.tests.testkit.TidelineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.io.TempDir;

/** Dead letters in a table of a real database. */
class DeadLetterDatabaseIT {

  private static final String ID = "0123456789abcdef0123456789abcdef";

  private static final String OTHER_ID = "f".repeat(32);

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

  /**
   * With one retry: the cuts of one commit are more than it stands, so the job restarts from its
   * checkpoint and commits again what it cannot know to be committed.
   */
  @Test
  void aConnectionThatBreaksAtACommitNeitherLosesALetterNorDoublesOne() throws Exception {
    int count = 3_000;
    try (CommitProxy proxy = new CommitProxy(Integer.parseInt(DATABASE.connection().get("port")))) {
      Configuration configuration = configuration("streaming");
      configuration.setString("execution.checkpointing.interval", "200 ms");
      configuration.setString("restart-strategy.type", "fixed-delay");
      configuration.setString("restart-strategy.fixed-delay.attempts", "20");
      configuration.setString("restart-strategy.fixed-delay.delay", "100 ms");
      TableEnvironment sql = environment(configuration);
      sql.executeSql(
          String.format(
              "CREATE TABLE letters (%s) WITH (%s, 'write.retries' = '1')",
              columns(), options(DATABASE.passwordFile().toString(), proxy.port())));
      sql.executeSql(
          "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '1000',"
              + " 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '"
              + count
              + "')");
      proxy.cutNext(
          Cut.BEFORE, Cut.AFTER, Cut.AFTER, Cut.BEFORE, Cut.AFTER, Cut.BEFORE, Cut.BEFORE);
      sql.executeSql(
              "INSERT INTO letters SELECT 'e1', 'INSERT', 'shop-db', 'shop', 'orders',"
                  + " TO_TIMESTAMP_LTZ(1795446000000, 3), '{}', CAST(NULL AS STRING), 'x', 'p',"
                  + " CAST(NULL AS STRING), '0', n, 1, n, 'decode', 'X', 'amount', 0,"
                  + " CAST(NULL AS STRING), TO_TIMESTAMP_LTZ(1795446001123, 3),"
                  + " MD5(CAST(n AS STRING)), 'letter' FROM numbers")
          .await();

      assertThat(proxy.cutsLeft()).isZero();
      String table = schema + ".dead_letters";
      assertThat(DATABASE.query("SELECT COUNT(*) AS n FROM " + table, "n"))
          .isEqualTo(Integer.toString(count));
      assertThat(DATABASE.query("SELECT COUNT(DISTINCT seq) AS n FROM " + table, "n"))
          .isEqualTo(Integer.toString(count));
    }
  }

  @Test
  void anEmptyTableIsMadeWhenItIsReadFirst() throws Exception {
    TableEnvironment sql = environment(DATABASE.passwordFile().toString());
    try (CloseableIterator<Row> result = sql.executeSql("SELECT * FROM letters").collect()) {
      assertThat(result).isExhausted();
    }
  }

  /** As docs/dead-letters.md says. */
  @Test
  void theVerbsSeeTheLettersOfTheDatabaseAndThoseThatSinksKeepInFiles(@TempDir Path directory)
      throws Exception {
    environment(DATABASE.passwordFile().toString())
        .executeSql("INSERT INTO letters VALUES " + letter("x", 0, "letter"))
        .await();
    Path letters = Files.createDirectory(directory.resolve("letters"));
    Files.writeString(
        letters.resolve("dead_letters_files.orders_20261123150000_0-0.json"),
        "{\"letter_id\":\"" + OTHER_ID + "\",\"kind\":\"letter\",\"attempt\":0}\n");
    Path folder = Files.createDirectories(directory.resolve("sql/replay"));
    for (String file : List.of("10_letters.sql", "20_topic.sql", "30_replay.sql")) {
      Files.writeString(folder.resolve(file), forDatabase(Path.of("../sql/replay", file)));
    }
    Map<String, String> environment =
        Map.of(
            "TIDELINE_DATABASE_PASSWORD", "not used",
            "TIDELINE_DATAHUB_ACCESS_ID", "ak",
            "TIDELINE_DATAHUB_ACCESS_KEY", "not used",
            "TIDELINE_DEAD_LETTERS_PATH", letters.toString());
    String[] list = {"dead-letters", "list", "--sql", directory.resolve("sql").toString()};
    String[] drop = {
      "dead-letters", "drop", "--sql", directory.resolve("sql").toString(), "--all", "--json"
    };

    assertThat(TidelineProcess.run(directory, environment, list)).contains(ID, OTHER_ID);
    assertThat(TidelineProcess.run(directory, environment, drop)).contains("\"dropped\" : 2");
    assertThat(TidelineProcess.run(directory, environment, list)).contains("No letters.");
    assertThat(
            DATABASE.query(
                "SELECT COUNT(*) AS n FROM " + schema + ".dead_letters WHERE kind = 'dropped'",
                "n"))
        .isEqualTo("2");
  }

  private String forDatabase(Path file) throws IOException {
    String text = Files.readString(file);
    int files = text.indexOf(") WITH (");
    int end = text.indexOf(");", files);
    if (!file.endsWith("10_letters.sql")) {
      return text;
    }
    String ofFiles = text.substring(files, end + 2);
    return (text.substring(0, files)
            + ") WITH ("
            + options(DATABASE.passwordFile().toString())
            + ");\nCREATE TABLE replay.of_sinks "
            + ofFiles.substring(2, ofFiles.length() - 1)
            + " LIKE replay.records (EXCLUDING OPTIONS);"
            + text.substring(end + 2))
        .replace(
            "FROM replay.records",
            "FROM (SELECT * FROM replay.records UNION ALL SELECT * FROM replay.of_sinks)");
  }

  private TableEnvironment environment(String passwordFile) {
    TableEnvironment sql = environment(configuration("batch"));
    sql.executeSql(
        String.format("CREATE TABLE letters (%s) WITH (%s)", columns(), options(passwordFile)));
    return sql;
  }

  private static TableEnvironment environment(Configuration configuration) {
    return TableEnvironment.create(
        EnvironmentSettings.newInstance().withConfiguration(configuration).build());
  }

  private static Configuration configuration(String mode) {
    Configuration configuration = new Configuration();
    configuration.setString("execution.runtime-mode", mode);
    configuration.setString("parallelism.default", "2");
    configuration.setString("rest.port", "0");
    configuration.setString("taskmanager.memory.network.max", "32 mb");
    configuration.setString("taskmanager.memory.managed.size", "64 mb");
    return configuration;
  }

  private static String columns() {
    return ((RowType) DeadLetterColumns.DATA_TYPE.getLogicalType())
        .getFields().stream()
            .map(field -> "`" + field.getName() + "` " + field.getType().asSerializableString())
            .collect(Collectors.joining(", "));
  }

  private String options(String passwordFile) {
    return options(passwordFile, Integer.parseInt(DATABASE.connection().get("port")));
  }

  private String options(String passwordFile, int port) {
    return String.format(
        "'connector' = 'dead-letters', 'store' = 'jdbc',"
            + " 'url' = 'jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true',"
            + " 'username' = '%s', 'password' = '${file:%s}', 'write.retry-delay' = '10 ms'",
        port, schema, DATABASE.connection().get("username"), passwordFile);
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
