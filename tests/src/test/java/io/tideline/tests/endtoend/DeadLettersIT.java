package io.tideline.tests.endtoend;

import static io.tideline.tests.testkit.ShopOrders.event;
import static io.tideline.tests.testkit.ShopOrders.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.DeliveredRows;
import io.tideline.tests.testkit.TestTopic;
import io.tideline.tests.testkit.TidelineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A day with dead letters: they come, their cause is mended in the SQL, they are sent again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DeadLettersIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String KEY = "never-to-be-seen-71c4";
  private static final Path SQL = Path.of("..", "sql");

  /** Of more digits than the table's column has. */
  private static final String TOO_WIDE = "123456789012.50";

  private final Map<String, String> environment = new HashMap<>();
  private Path directory;
  private LocalDatahub datahub;
  private TestTopic topic;
  private TidelineProcess job;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    this.directory = directory;
    datahub = LocalDatahub.start(DatahubSettings.local("ak", KEY, directory.resolve("datahub")));
    topic = new TestTopic(datahub.endpoint(), "tideline", "changes", "ak", KEY);
    environment.put("TIDELINE_DATAHUB_ENDPOINT", datahub.endpoint());
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", "ak");
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", KEY);
    environment.put("TIDELINE_DATABASE_PASSWORD", "not used");
    environment.put("TIDELINE_DELIVER_CHECKPOINT_INTERVAL", "1 s");
    environment.put("TIDELINE_DELIVER_STATE_DIRECTORY", directory.resolve("state").toString());
    environment.put("TIDELINE_OUTPUT_PATH", directory.resolve("output").toString());
    environment.put("TIDELINE_OUTPUT_ROLLING_INTERVAL", "1 s");
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
    copySql();
    // A letter is to be seen soon, not after a minute.
    edit("deliver/50_dead_letters.sql", "'store'     = 'files',", "'rolling.interval' = '1 s',");
    edit(
        "deliver/10_stream.sql",
        "  -- The whole event",
        "  _superseded BOOLEAN METADATA,\n  -- The whole event");
    edit("deliver/30_files.sql", "  -- In no file", "  _superseded BOOLEAN,\n  -- In no file");
    // A route that makes a time which no Parquet file can hold.
    edit(
        "deliver/40_routes.sql",
        "INSERT INTO files.orders      SELECT * FROM changes.orders;",
        "INSERT INTO files.orders SELECT _event_id, _op, _position, _event_time, _superseded, _event, id,"
            + " customer_id, status, amount, discount, paid, note, placed_at,"
            + " TIMESTAMPADD(YEAR, CASE note WHEN 'absurd' THEN 300000 ELSE 0 END, updated_at)"
            + " FROM changes.orders;");
    TidelineProcess.run(directory, environment, "topic", "create");
    job = startJob();
  }

  @AfterAll
  void stop() throws Exception {
    job.close();
    datahub.close();
  }

  @Test
  @Order(1)
  void whatCannotBeDeliveredIsListedWithItsStageAndShownWhole() throws Exception {
    topic.put(
        List.of(
            event("wide", "INSERT", 21, null, image(21, TOO_WIDE, "too wide"), 10),
            event("time", "INSERT", 22, null, image(22, "1.00", "absurd"), 11),
            event("good", "INSERT", 23, null, image(23, "2.00", "fine"), 12),
            event("later", "UPDATE", 21, null, image(21, "3.00", "later"), 13)));
    awaitOrders("id IN (21, 23)", 2);

    awaitRecords("kind = 'letter'", 2);
    String list = letters("list");
    assertThat(list)
        .containsPattern("open +attempt 0 +decode .* shop.orders \\{\"id\":21} .*amount")
        .containsPattern("open +attempt 0 +file .* shop.orders \\{\"id\":22} .*updated_at")
        .doesNotContain(KEY);
    assertThat(letters("show", idOf("wide")))
        .contains(image(21, TOO_WIDE, "too wide"), "changes.orders")
        .containsPattern("attempt 0 +letter +decode: ");
  }

  @Test
  @Order(2)
  void aPredicateThatIsNoSqlIsRefusedWithTheReason() throws Exception {
    assertThat(failing(2, "list", "--where", "tabel_name = 'orders'")).contains("tabel_name");
    assertThat(failing(2, "replay")).contains("--where", "--all");
    assertThat(failing(2, "show", "xyz")).contains("32 hexadecimal digits");
  }

  @Test
  @Order(3)
  void aLetterThatIsSentAgainBeforeItsCauseIsMendedIsOpenAgain() throws Exception {
    assertThat(letters("replay", "--where", "event_id = 'wide'")).contains("Sent again: 1");
    awaitRecords("event_id = 'wide' AND kind = 'letter' AND attempt = 1", 1);
    assertThat(letters("show", idOf("wide")))
        .containsPattern("(?s)attempt 0 +letter.*attempt 0 +replayed.*attempt 1 +letter");
  }

  @Test
  @Order(4)
  void afterTheDdlIsMendedLettersSentTwiceArriveOnceAndAreDone() throws Exception {
    job.stop();
    edit("deliver/20_tables.sql", "amount      DECIMAL(12, 2)", "amount      DECIMAL(20, 2)");
    edit("deliver/30_files.sql", "amount      DECIMAL(12, 2)", "amount      DECIMAL(20, 2)");
    edit("deliver/40_routes.sql", "300000", "0");
    letters("replay", "--all");
    letters("replay", "--all", "--again");
    job = startJob();

    awaitOrders("_event_id IN ('wide', 'time')", 2);
    awaitRecords("kind = 'done'", 2);
    assertThat(letters("list", "--where", "status = 'done'", "--json").split("\"letter_id\"", -1))
        .hasSize(3);
    assertThat(letters("list")).contains("No letters.");
    // What comes after them shows that nothing of them is still on its way.
    topic.put(List.of(event("last", "INSERT", 24, null, image(24, "4.00", "last"), 20)));
    awaitOrders("id = 24", 1);
    assertThat(DeliveredRows.first(orders("_event_id IN ('wide', 'time')")))
        .containsExactly("wide 21 123456789012.50 too wide true", "time 22 1.00 absurd false");
    assertThat(failing(1, "replay", "--all")).contains("Sent again: 0");
  }

  @Test
  @Order(5)
  void aLetterThatIsDroppedIsNotListedAnyMore() throws Exception {
    topic.put(List.of(event("junk", "INSERT", 30, null, image(30, "\"x\"", "junk"), 30)));
    awaitRecords("event_id = 'junk'", 1);
    assertThat(letters("drop", "--where", "event_id = 'junk'", "--json"))
        .contains("\"dropped\" : 1");
    assertThat(letters("list", "--where", "status = 'dropped'")).contains("{\"id\":30}");
  }

  private String idOf(String event) throws SQLException {
    return DeliveredRows.first(
            records("letter_id", "kind = 'letter' AND event_id = '" + event + "'"))
        .get(0);
  }

  /** Looks into the files, which is quicker than a verb. */
  private void awaitRecords(String where, int count) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(job.isAlive()).as(job.output()).isTrue();
              return DeliveredRows.first(records("letter_id", where)).size() >= count;
            });
  }

  private String records(String column, String where) {
    return String.format(
        "SELECT %s FROM read_json('%s/*.json', columns = {letter_id: 'VARCHAR', kind: 'VARCHAR',"
            + " event_id: 'VARCHAR', attempt: 'INT'}) WHERE %s",
        column, directory.resolve("letters"), where);
  }

  private String letters(String... arguments) throws Exception {
    return TidelineProcess.run(directory, environment, lettersCommand(arguments));
  }

  private String failing(int exit, String... arguments) throws Exception {
    try (TidelineProcess process =
        TidelineProcess.start(directory, environment, lettersCommand(arguments))) {
      assertThat(process.awaitExit()).as(process.output()).isEqualTo(exit);
      return process.output();
    }
  }

  private String[] lettersCommand(String... arguments) {
    List<String> command = new ArrayList<>(List.of("dead-letters"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--sql", directory.resolve("sql").toString()));
    return command.toArray(String[]::new);
  }

  private TidelineProcess startJob() throws Exception {
    return TidelineProcess.start(
        directory,
        environment,
        "run",
        "--job",
        "deliver",
        "--web-port",
        "0",
        "--sql",
        directory.resolve("sql").toString());
  }

  private void copySql() throws IOException {
    try (Stream<Path> files = Files.walk(SQL)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = directory.resolve("sql").resolve(SQL.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private void edit(String file, String text, String by) throws IOException {
    Path path = directory.resolve("sql").resolve(file);
    String before = Files.readString(path);
    assertThat(before).contains(text);
    Files.writeString(path, before.replace(text, by));
  }

  private List<String> awaitOrders(String where, int count) {
    List<String> rows = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              assertThat(job.isAlive()).as(job.output()).isTrue();
              rows.clear();
              rows.addAll(DeliveredRows.first(orders(where)));
              return rows.size() >= count;
            });
    return rows;
  }

  private String orders(String where) {
    return String.format(
        "SELECT _event_id || ' ' || id || ' ' || CAST(amount AS DECIMAL(20, 2)) || ' ' || note || ' ' || _superseded"
            + " FROM read_parquet('%s/**/shop_orders_*.parquet', union_by_name = true) WHERE %s ORDER BY id, _position",
        directory.resolve("output"), where);
  }
}
