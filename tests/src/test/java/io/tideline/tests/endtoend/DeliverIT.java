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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The deliver job of sql/deliver as a user starts it, fed with events made by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DeliverIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String KEY = "never-to-be-seen-71c4";

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
    environment.put("TIDELINE_OUTPUT_ROLLING_INTERVAL", "2 s");
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
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
  void aDeleteArrivesAsARowWithTheValuesItHad() throws Exception {
    topic.put(
        List.of(
            event("e1", "INSERT", 7, null, image(7, "12.50", "新订单 🚀"), 1),
            event("e2", "UPDATE", 7, image(7, "12.50", "新订单 🚀"), image(7, "13.00", "x"), 2),
            event("e3", "DELETE", 7, image(7, "13.00", "x"), null, 3)));

    assertThat(awaitOrders("id = 7", 3))
        .containsExactly("e1 INSERT 7 12.50 新订单 🚀", "e2 UPDATE 7 13.00 x", "e3 DELETE 7 13.00 x");
  }

  @Test
  @Order(2)
  void aRowThatDoesNotFitIsADeadLetterAndAllOthersArrive() throws Exception {
    topic.put(
        List.of(
            event("good-1", "INSERT", 20, null, image(20, "1.00", "before it"), 10),
            event("bad", "INSERT", 21, null, image(21, "\"twelve\"", "it"), 11),
            event("good-2", "INSERT", 22, null, image(22, "2.00", "after it"), 12)));

    assertThat(awaitOrders("id BETWEEN 20 AND 22", 2))
        .containsExactly("good-1 INSERT 20 1.00 before it", "good-2 INSERT 22 2.00 after it");
    List<String> letters =
        awaitRows(
            "SELECT event_id || '|' || table_name || '|' || primary_key || '|' || \"after\" || '|' ||"
                + " error FROM read_json('%s/**/*.json', columns = {event_id: 'VARCHAR',"
                + " table_name: 'VARCHAR', primary_key: 'VARCHAR', \"after\": 'VARCHAR', error:"
                + " 'VARCHAR'})",
            directory.resolve("letters"), 1);
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0))
        .startsWith("bad|orders|{\"id\":21}|" + image(21, "\"twelve\"", "it") + "|")
        .contains("amount", "twelve", "DECIMAL(12, 2)");
  }

  @Test
  @Order(3)
  void whatIsSentAgainAfterARestartAndAKillIsDeliveredOnce() throws Exception {
    List<List<String>> first = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      first.add(event("first-" + i, "INSERT", 100 + i, null, image(100 + i, "1.00", "a"), 100 + i));
    }
    topic.put(first);
    awaitOrders("id BETWEEN 100 AND 199", 50);

    job.kill();
    List<List<String>> again = new ArrayList<>(first);
    for (int i = 0; i < 50; i++) {
      again.add(
          event(
              "next-" + i,
              "UPDATE",
              100 + i,
              first.get(i).get(8),
              image(100 + i, "2.00", "b"),
              200 + i));
    }
    topic.put(again);
    job = startJob();

    List<String> rows = awaitOrders("id BETWEEN 100 AND 199", 100);
    assertThat(rows).hasSize(100).doesNotHaveDuplicates();
    assertThat(job.output()).contains("resumed from");
  }

  /** P38, and nothing is lost for it. */
  @Test
  @Order(4)
  void aGapAndAReorderAreFindingsInFilesAndTheEventsAreDelivered() throws Exception {
    String made = image(300, "1.00", "made");
    String changed = image(300, "2.00", "changed");
    topic.put(
        "0",
        System.currentTimeMillis(),
        List.of(0, 4, 3),
        List.of(
            event("made", "INSERT", 300, null, made, 300),
            event("gone", "DELETE", 300, changed, null, 302),
            event("late", "UPDATE", 300, made, changed, 301)));

    assertThat(awaitOrders("id = 300", 3))
        .containsExactly(
            "made INSERT 300 1.00 made",
            "late UPDATE 300 2.00 changed",
            "gone DELETE 300 2.00 changed");
    List<String> findings =
        awaitRows(
            "SELECT kind || '|' || event_id || '|' || table_name || '|' || primary_key || '|' ||"
                + " expected || '|' || found || '|' || coalesce(last_position, '') FROM"
                + " read_json('%s/tideline.findings/*.json', columns = {kind: 'VARCHAR', event_id:"
                + " 'VARCHAR', table_name: 'VARCHAR', primary_key: 'VARCHAR', expected: 'VARCHAR',"
                + " found: 'VARCHAR', last_position: 'VARCHAR'})",
            directory.resolve("output"), 3);
    String at = "0001-00000001-%012d-0000000-0";
    assertThat(findings).hasSize(3);
    assertThat(findings.get(0)).isEqualTo("gap|gone|orders|{\"id\":300}|seq 1|seq 4: 3 missing|");
    assertThat(findings.get(1))
        .startsWith("broken_chain|gone|orders|{\"id\":300}|the row as after run ")
        .endsWith("|" + String.format(at, 300));
    assertThat(findings.get(2))
        .isEqualTo(
            "reordered|late|orders|{\"id\":300}|seq 5|seq 3, which had not come|"
                + String.format(at, 302));
  }

  @Test
  @Order(5)
  void theSqlClientReadsTheDeliveredFiles() throws Exception {
    Path query = directory.resolve("query.sql");
    Files.writeString(query, "SELECT op, COUNT(*) FROM orders WHERE id = 7 GROUP BY op;\n");
    String output = TidelineProcess.run(directory, environment, "sql", "-f", query.toString());
    assertThat(output)
        .containsPattern("INSERT \\|\\s+1 ")
        .containsPattern("UPDATE \\|\\s+1 ")
        .containsPattern("DELETE \\|\\s+1 ")
        .doesNotContain(KEY);
  }

  private TidelineProcess startJob() throws Exception {
    return TidelineProcess.start(
        directory, environment, "run", "--job", "deliver", "--web-port", "0");
  }

  private List<String> awaitOrders(String where, int count) {
    return awaitRows(
        "SELECT _event_id || ' ' || _op || ' ' || id || ' ' || amount || ' ' || note FROM"
            + " read_parquet('%s/**/shop_orders_*.parquet') WHERE "
            + where
            + " ORDER BY _position, id",
        directory.resolve("output"),
        count);
  }

  private List<String> awaitRows(String query, Path path, int count) {
    List<String> rows = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              assertThat(job.isAlive()).as(job.output()).isTrue();
              rows.clear();
              rows.addAll(DeliveredRows.first(String.format(query, path)));
              return rows.size() >= count;
            });
    return rows;
  }
}
