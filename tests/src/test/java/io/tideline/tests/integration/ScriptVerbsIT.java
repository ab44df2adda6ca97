package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.TestDatabase;
import io.tideline.tests.testkit.TidelineProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that look at scripts, as a user types them. */
class ScriptVerbsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String KEY = "never-to-be-seen-38b1";
  private static final Path FIXTURES = Path.of("src/test/resources/scripts").toAbsolutePath();
  private static final Path SQL = Path.of("../sql").toAbsolutePath();

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private LocalDatahub datahub;

  @BeforeEach
  void start() throws Exception {
    datahub = LocalDatahub.start(DatahubSettings.local("ak", KEY, directory.resolve("datahub")));
    environment.put("TIDELINE_DATAHUB_ENDPOINT", datahub.endpoint());
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", "ak");
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", KEY);
    environment.put("TIDELINE_DATABASE_PASSWORD", TestDatabase.PASSWORD);
    environment.put("TIDELINE_DELIVER_CHECKPOINT_INTERVAL", "1 s");
    environment.put("TIDELINE_CAPTURE_STATE_DIRECTORY", directory.resolve("capture").toString());
    environment.put("TIDELINE_DELIVER_STATE_DIRECTORY", directory.resolve("deliver").toString());
    environment.put("TIDELINE_OUTPUT_PATH", directory.resolve("output").toString());
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
  }

  @AfterEach
  void stop() throws Exception {
    datahub.close();
  }

  @Test
  void theShippedScriptsAreValidWithoutAnythingToConnectTo() throws Exception {
    environment.put("TIDELINE_DATAHUB_ENDPOINT", "http://127.0.0.1:1");

    assertThat(TidelineProcess.run(directory, environment, "validate"))
        .isEqualTo("no mistakes, no warnings\n");
    // What a verb that compiles leaves for the next one, whoever built the project.
    assertThat(Path.of("../runner/target/tideline.jsa")).isNotEmptyFile();
  }

  @Test
  void ourOwnFunctionsMayStandInARoute() throws Exception {
    Path sql = directory.resolve("sql");
    copy(SQL, sql);
    Path letters = sql.resolve("deliver/50_dead_letters.sql");
    Files.writeString(
        letters,
        Files.readString(letters)
            .replaceFirst(
                "INSERT INTO files.dead_letters .*",
                """
                    CREATE FUNCTION dead_letter AS 'io.tideline.function.DeadLetterOf';
                    INSERT INTO files.dead_letters
                    SELECT * FROM changes.undeliverable
                    UNION ALL
                    SELECT l.* FROM changes.orders AS o,
                      LATERAL TABLE(dead_letter(o._event, 'orders', 'no customer')) AS l
                    WHERE o.customer_id IS NULL;
                    """));

    assertThat(TidelineProcess.run(directory, environment, "validate", "deliver", "--sql", "sql"))
        .isEqualTo("no mistakes, no warnings\n");
  }

  /** P42: the gate's time to live against the savepoints that are kept. */
  @Test
  void aGateThatForgetsSoonerThanTheOldestSavepointIsWarnedOf() throws Exception {
    Path sql = directory.resolve("sql");
    copy(SQL, sql);
    Path stream = sql.resolve("deliver/10_stream.sql");
    Files.writeString(
        stream,
        Files.readString(stream).replaceFirst("'stream' +=", "'state.ttl' = '2 h',\n  'stream' ="));
    Path savepoint = directory.resolve("deliver/savepoints/savepoint-1a2b-3c4d");
    Files.createDirectories(savepoint);
    Path metadata = Files.createFile(savepoint.resolve("_metadata"));

    assertThat(validateDeliver()).isEqualTo("no mistakes, no warnings\n");
    Files.setLastModifiedTime(metadata, FileTime.from(Instant.now().minus(Duration.ofHours(3))));

    assertThat(validateDeliver())
        .contains("'state.ttl' is shorter than the oldest savepoint is old (file:" + savepoint)
        .contains("; make it longer, or remove the savepoint\n")
        .endsWith("no mistakes, 1 warning\n");
  }

  private String validateDeliver() throws Exception {
    return TidelineProcess.run(directory, environment, "validate", "deliver", "--sql", "sql");
  }

  @Test
  void everyMistakeOfBrokenScriptsIsToldAtItsPlaceWithItsMend() throws Exception {
    copy(FIXTURES.resolve("broken"), directory.resolve("sql"));

    try (TidelineProcess validate =
        TidelineProcess.start(directory, environment, "validate", "deliver", "--sql", "sql")) {
      assertThat(validate.awaitExit()).isEqualTo(2);
      assertThat(validate.output())
          .isEqualTo(Files.readString(FIXTURES.resolve("broken/expected.txt")));
    }
  }

  @Test
  void checkTellsWhatIsThereAndWhatMendsTheRest() throws Exception {
    try (TidelineProcess check =
        TidelineProcess.start(directory, environment, "check", "deliver")) {
      assertThat(check.awaitExit()).isEqualTo(1);
      assertThat(check.output())
          .contains("deliver  pass  state: file:" + directory.resolve("deliver"))
          .contains("deliver  fail  topic, to read: there is no topic tideline/changes")
          .contains("make it with 'tideline topic create'")
          .doesNotContain(KEY);
    }
    TidelineProcess.run(directory, environment, "topic", "create");

    String all = TidelineProcess.run(directory, environment, "check", "deliver");

    assertThat(all.lines()).isNotEmpty().allMatch(line -> line.startsWith("deliver  pass  "));
    assertThat(all)
        .contains("its subscription 'deliver' is ")
        .contains("files: file:" + directory.resolve("output"))
        .contains("columns: every table fits its topic");
    assertThat(directory.resolve("output")).doesNotExist();
  }

  @Test
  void checkOfCaptureAsksTheDatabase() throws Exception {
    String schema = DATABASE.newSchema();
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
    environment.put("TIDELINE_DATABASE_HOST", "127.0.0.1");
    environment.put("TIDELINE_DATABASE_PORT", DATABASE.connection().get("port"));
    environment.put("TIDELINE_DATABASE_USERNAME", DATABASE.connection().get("username"));
    environment.put("TIDELINE_DATABASE_NAME", schema);
    environment.put("TIDELINE_DATABASE_TABLES", schema + "\\..*");
    environment.put("TIDELINE_DATABASE_TIME_ZONE", "Asia/Shanghai");
    TidelineProcess.run(directory, environment, "topic", "create");

    try (TidelineProcess check =
        TidelineProcess.start(directory, environment, "check", "capture", "--json")) {
      assertThat(check.awaitExit()).isEqualTo(1);
      // What is logged as a warning goes to standard error, which is in the same file here.
      String out = check.output();
      JsonNode lines = new ObjectMapper().readTree(out.substring(out.indexOf("[\n")));
      assertThat(lines)
          .anySatisfy(line -> assertThat(line.toString()).contains("binlog_format is 'ROW'"));
      assertThat(lines)
          .filteredOn(line -> line.get("result").asText().equals("fail"))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.get("target").asText()).isEqualTo("database");
                assertThat(line.get("remedy").asText()).contains("set 'server-time-zone' = 'UTC'");
              });
      assertThat(lines)
          .anySatisfy(
              line -> assertThat(line.toString()).contains("the access key may write to it"));
    }
  }

  @Test
  void aPlanSaysWhatBecomesOfTheStateAndTheStartDoesSo() throws Exception {
    Path sql = directory.resolve("sql");
    copy(SQL, sql);
    Path routes = sql.resolve("deliver/40_routes.sql");
    TidelineProcess.run(directory, environment, "topic", "create");
    runUntilItHasACheckpoint("started fresh");
    assertThat(plan(0)).contains("the state restores, all of it");

    // One goes, the others change their order.
    Files.writeString(
        routes,
        """
        INSERT INTO files.orders      SELECT * FROM changes.orders;
        INSERT INTO files.order_items SELECT * FROM changes.order_items;
        INSERT INTO files.customers   SELECT * FROM changes.customers;
        """);
    assertThat(plan(0))
        .contains("removed  change-files-files.products, ")
        .contains("with the route into files.products")
        .contains("the state restores but for that of the removed routes");
    try (TidelineProcess run = run()) {
      assertThat(run.awaitExit()).isEqualTo(4);
      assertThat(run.output()).contains("the route into files.products is gone");
    }
    runUntilItHasACheckpoint("resumed from", "--drop-state", "files.products");

    Path stream = sql.resolve("deliver/10_stream.sql");
    Files.writeString(stream, Files.readString(stream).replace("= 'main'", "= 'other'"));
    assertThat(plan(1))
        .contains("lost     changes-main-source, ")
        .contains("lost     changes-main-gate, ")
        .contains("new      changes-other-gate")
        .contains("the state does not restore");
    try (TidelineProcess run = run()) {
      assertThat(run.awaitExit()).isEqualTo(4);
      assertThat(run.output())
          .contains("the job cannot go on from")
          .contains("the state of changes-main-gate would be lost");
    }
  }

  /** Until a run of its own has one: those of the run before stay. */
  private void runUntilItHasACheckpoint(String words, String... options) throws Exception {
    Set<Path> before = checkpoints();
    try (TidelineProcess run = run(options)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(run.output()).contains("deliver: " + words);
                assertThat(before.containsAll(checkpoints())).isFalse();
              });
      assertThat(run.stop()).isZero();
    }
  }

  private Set<Path> checkpoints() throws IOException {
    Path state = directory.resolve("deliver");
    if (!Files.isDirectory(state)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.walk(state)) {
      return files.filter(file -> file.endsWith("_metadata")).collect(Collectors.toSet());
    } catch (UncheckedIOException e) {
      // A checkpoint was removed while it was listed.
      return Set.of();
    }
  }

  private TidelineProcess run(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", "--job", "deliver", "--sql", "sql"));
    arguments.addAll(List.of(options));
    return TidelineProcess.start(directory, environment, arguments.toArray(String[]::new));
  }

  private String plan(int exit) throws Exception {
    try (TidelineProcess plan =
        TidelineProcess.start(directory, environment, "plan", "deliver", "--sql", "sql")) {
      assertThat(plan.awaitExit()).as(plan.output()).isEqualTo(exit);
      return plan.output();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
