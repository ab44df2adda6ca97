package io.tideline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlIT {

  @TempDir Path directory;

  @Test
  void statementsOfStandardInputRunOverTheTablesOfThePipeline() throws Exception {
    try (RunnerProcess sql = start(List.of("sql"))) {
      sql.type("SELECT 40 + 2 AS answer; SHOW TABLES;");

      assertThat(sql.process().waitFor()).isZero();
      assertThat(sql.output()).contains("|          42 |").contains("order_items");
    }
  }

  @Test
  void aFailedStatementOfAFileIsShownAndFailsTheProcess() throws Exception {
    Path file = Files.writeString(directory.resolve("a.sql"), "SELECT 1;\nSELECT x FROM orders;");
    try (RunnerProcess sql = start(List.of("sql", "-f", file.toString()))) {
      assertThat(sql.process().waitFor()).isEqualTo(2);
      assertThat(sql.output()).contains("a.sql:2:8: Column 'x' not found in any table");
    }
  }

  @Test
  void aScriptRunsInTheModeThatItSets() throws Exception {
    try (RunnerProcess sql = start(List.of("sql"))) {
      sql.type(
          "SET 'execution.runtime-mode' = 'streaming';"
              + " SELECT w, COUNT(*) AS n FROM (VALUES ('a'), ('a')) AS t(w) GROUP BY w;");

      assertThat(sql.process().waitFor()).isZero();
      assertThat(sql.output()).contains("| +U |").contains("|                    2 |");
    }
  }

  /**
   * Over the folders that only declare tables: Flink looks into a view when it is made, and the
   * connectors are not on this class path.
   */
  private RunnerProcess start(List<String> arguments) throws Exception {
    for (String folder : List.of("capture", "deliver")) {
      Path copy = Files.createDirectories(directory.resolve("sql").resolve(folder));
      try (Stream<Path> files = Files.list(Path.of("../sql").resolve(folder))) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--sql", directory.resolve("sql").toString()));
    return RunnerProcess.start(directory.resolve("output.txt"), "io.tideline.runner.Tideline", all);
  }
}
