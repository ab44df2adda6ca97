package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.TidelineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delivered files as a user of {@code tideline sql} reads them. */
class FilesInSqlIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String FOLLOW =
      "SET 'execution.runtime-mode' = 'streaming';\n"
          + "SELECT id, note FROM orders /*+ OPTIONS('source.monitor-interval' = '200 ms') */;\n";

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void configure() {
    environment.put("TIDELINE_DATAHUB_ENDPOINT", "http://127.0.0.1:1");
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", "not used");
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", "not used");
    environment.put("TIDELINE_DATABASE_PASSWORD", "not used");
    environment.put("TIDELINE_OUTPUT_PATH", directory.resolve("output").toString());
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
  }

  @Test
  void aBatchQueryReadsWhatIsThereAndAStreamingOneAlsoWhatComesLater() throws Exception {
    insert(1);
    hideACopyInADirectoryOfTheTable();

    String batch = sql("SELECT id, note, op FROM orders;");
    assertThat(batch).containsPattern("\\| +1 \\| +row 1 \\| +INSERT \\|").contains("1 row");

    Path script = Files.writeString(directory.resolve("follow.sql"), FOLLOW);
    try (TidelineProcess following =
        TidelineProcess.start(directory, environment, "sql", "-f", script.toString())) {
      awaitRow(following, 1);
      insert(2);
      awaitRow(following, 2);
      insert(3);
      awaitRow(following, 3);

      assertThat(following.isAlive()).isTrue();
      for (int row = 1; row <= 3; row++) {
        assertThat(following.output()).containsOnlyOnce("row " + row + " ");
      }
    }
  }

  @Test
  void followingIsRefusedInBatchModeWithThePlace() throws Exception {
    Path script =
        Files.writeString(directory.resolve("follow.sql"), FOLLOW.lines().toList().get(1));
    try (TidelineProcess sql =
        TidelineProcess.start(directory, environment, "sql", "-f", script.toString())) {
      assertThat(sql.awaitExit()).isEqualTo(2);
      assertThat(sql.output()).contains("follow.sql:1").contains("unbounded table");
    }
  }

  private void insert(int id) throws Exception {
    sql(
        "INSERT INTO orders (_event_id, _op, id, note) VALUES ('e%d', 'INSERT', %d, 'row %d');"
            .formatted(id, id, id));
  }

  private void hideACopyInADirectoryOfTheTable() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("output/shop.orders"))) {
      Path file = files.findFirst().orElseThrow();
      Path hidden = Files.createDirectory(file.resolveSibling("_taken_back"));
      Files.copy(file, hidden.resolve(file.getFileName()));
    }
  }

  private void awaitRow(TidelineProcess sql, int row) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(sql.isAlive()).as(sql.output()).isTrue();
              return sql.output().contains("row " + row + " ");
            });
  }

  private String sql(String statement) throws Exception {
    Path script = Files.writeString(directory.resolve("statement.sql"), statement + "\n");
    return TidelineProcess.run(directory, environment, "sql", "-f", script.toString());
  }
}
