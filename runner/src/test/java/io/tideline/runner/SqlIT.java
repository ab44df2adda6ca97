package io.tideline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private RunnerProcess start(List<String> arguments) throws Exception {
    return RunnerProcess.start(
        directory.resolve("output.txt"), "io.tideline.runner.Tideline", arguments);
  }
}
