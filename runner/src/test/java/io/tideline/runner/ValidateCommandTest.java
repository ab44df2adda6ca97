package io.tideline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.function.GuardedFunction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.table.functions.ScalarFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void pipeline() throws IOException {
    environment.put("TIDELINE_HOME", directory.toString());
    for (String secret :
        new String[] {"DATABASE_PASSWORD", "DATAHUB_ACCESS_ID", "DATAHUB_ACCESS_KEY"}) {
      environment.put("TIDELINE_" + secret, "hush");
    }
    Files.createDirectories(directory.resolve("conf"));
    Files.copy(Path.of("../conf/pipeline.yaml"), directory.resolve("conf/pipeline.yaml"));
    write(
        "capture",
        "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen');\n"
            + "CREATE TABLE seen (n BIGINT) WITH ('connector' = 'print');\n"
            + "INSERT INTO seen SELECT n FROM numbers;\n");
  }

  @Test
  void aRightPipelineHasNoMistakes() {
    assertThat(run("validate", "capture")).isZero();

    assertThat(out.toString()).endsWith("no mistakes, 1 warning\n");
    assertThat(out.toString()).contains("the state of 'Source: numbers' has no lasting name");
  }

  @Test
  void stateThatThePlannerMakesIsAMistakeAtTheWordThatMakesIt() throws IOException {
    write(
        "capture",
        "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen');\n"
            + "CREATE TABLE seen (n BIGINT, c BIGINT) WITH ('connector' = 'print');\n"
            + "INSERT INTO seen\n  SELECT n, COUNT(*) FROM numbers\n  GROUP BY n;\n");

    assertThat(run("validate", "capture")).isEqualTo(2);

    assertThat(out.toString())
        .contains("10.sql:5:3: Flink would keep state for this (GroupAggregate)")
        .contains("  GROUP BY n;\n  ^\n");
  }

  @Test
  void whatKeepsTheTablesOfAStreamApartIsAMistake() throws IOException {
    append("capture", "SET 'table.optimizer.reuse-sub-plan-enabled' = 'false';\n");

    assertThat(run("validate", "capture")).isEqualTo(2);

    assertThat(out.toString())
        .contains("10.sql:4:1: 'table.optimizer.reuse-sub-plan-enabled' = 'false'")
        .contains("; remove this SET\n");
  }

  @Test
  void aTableWrittenTwiceAndOneThatNothingNamesAreToldOf() throws IOException {
    append(
        "capture",
        "CREATE TABLE idle (n BIGINT) WITH ('connector' = 'print');\n"
            + "CREATE TABLE f (n BIGINT) WITH ('connector' = 'datagen');\n"
            + "INSERT INTO seen SELECT n FROM f;\n");

    assertThat(run("validate", "capture")).isEqualTo(2);

    assertThat(out.toString())
        .contains("10.sql:6:1: default_database.seen is written already at")
        .contains("warning: ", "10.sql:4:1: no INSERT names the table default_database.idle");
  }

  @Test
  void aFunctionThatMayThrowIsWarnedOfWhereARouteCallsIt() throws IOException {
    write(
        "capture",
        """
        CREATE TABLE numbers (n BIGINT, t STRING) WITH ('connector' = 'datagen');
        CREATE TABLE seen (n BIGINT, t STRING) WITH ('connector' = 'print');
        CREATE TEMPORARY FUNCTION head_of AS '%1$s$First';
        CREATE FUNCTION IF NOT EXISTS guarded AS '%1$s$Guarded';
        CREATE VIEW cut AS SELECT n, Head_Of(t) AS t FROM numbers;
        INSERT INTO seen SELECT n, guarded(t) -- head_of(t)
          FROM cut WHERE guarded(head_of (t)) <> head_of(t);
        """
            .formatted(getClass().getName()));

    assertThat(run("validate", "capture")).as(out.toString()).isZero();

    assertThat(out.toString())
        .contains("10.sql:5:30: the job fails on each row for which " + getClass().getName())
        .contains("10.sql:7:26: the job fails on each row for which " + getClass().getName())
        .contains("$First throws", "; if it may throw, extend io.tideline.function.GuardedFunction")
        .doesNotContain("$Guarded throws")
        .endsWith("no mistakes, 3 warnings\n");
  }

  /** Fails on a text that has no first character. */
  public static final class First extends ScalarFunction {
    public String eval(String text) {
      return text.substring(0, 1);
    }
  }

  /** One of the right kind. */
  public static final class Guarded extends GuardedFunction {
    public String eval(String text) {
      return text;
    }
  }

  @Test
  void configurationAndScriptsAreNamedTogether() throws Exception {
    write("capture", "SELECT 'abc;\n");
    write("deliver", "INSERT INTO t SELECT '${nothing.here}';\n");

    assertThat(run("validate", "--json", "--set", "database.port=0")).isEqualTo(2);

    JsonNode found = new ObjectMapper().readTree(out.toString());
    assertThat(found.get("problems")).hasSize(2);
    assertThat(found.get("problems").get(0).get("place").asText()).isEqualTo("--set");
    assertThat(found.get("problems").get(0).get("problem").asText())
        .isEqualTo("database.port: '0'");
    JsonNode script = found.get("problems").get(1);
    assertThat(script.get("place").asText()).endsWith("10.sql:1:8");
    assertThat(script.get("problem").asText()).isEqualTo("this string does not end");
    assertThat(script.get("excerpt").asText()).isEqualTo("SELECT 'abc;\n       ^");
  }

  @Test
  void theHelpSaysWhatItDoesAndHowItEnds() {
    assertThat(run("validate", "--help")).isZero();

    assertThat(out.toString()).contains("Connects to nothing", "Exit codes:", "--json", "[JOB]");
  }

  private void write(String job, String sql) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("sql").resolve(job));
    Files.writeString(folder.resolve("10.sql"), sql);
  }

  private void append(String job, String sql) throws IOException {
    Path file = directory.resolve("sql").resolve(job).resolve("10.sql");
    Files.writeString(file, Files.readString(file) + sql);
  }

  private int run(String... arguments) {
    return Tideline.commandLine(environment)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
