package io.tideline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.runner.configuration.Parameters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {

  private static final String TEMPLATE = "../conf/pipeline.yaml";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void home() {
    environment.put("TIDELINE_HOME", directory.toString());
  }

  @Test
  void showPrintsEachValueWithItsOriginAndOfASecretOnlyItsPlace() {
    environment.put("TIDELINE_DATABASE_HOST", "db.example");
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", "hush");

    assertThat(run("config", "show", "--config", TEMPLATE, "--set", "deliver.parallelism=4"))
        .isZero();

    assertThat(out.toString().lines())
        .hasSize(Parameters.all().size())
        .anyMatch(
            line ->
                line.matches("database.host +=.db.example +#.environment TIDELINE_DATABASE_HOST"))
        .anyMatch(line -> line.matches("database.port +=.2883 +#.default"))
        .anyMatch(line -> line.matches("database.name +=.shop +#.../conf/pipeline.yaml:\\d+:9"))
        .anyMatch(line -> line.matches("deliver.parallelism +=.4 +#.--set"))
        .anyMatch(
            line -> line.matches("datahub.accessKey +=.\\$\\{env:TIDELINE_DATAHUB_ACCESS_KEY} .*"));
    assertThat(out.toString()).doesNotContain("hush");
  }

  @Test
  void showPrintsJsonForPrograms() throws Exception {
    environment.put("TIDELINE_DATABASE_PASSWORD", "hush");

    assertThat(run("config", "show", "--json", "--config", TEMPLATE)).isZero();

    JsonNode settings = new ObjectMapper().readTree(out.toString());
    assertThat(settings).hasSize(Parameters.all().size());
    JsonNode password = settings.get(3);
    assertThat(password.get("path").asText()).isEqualTo("database.password");
    assertThat(password.get("value").asText()).isEqualTo("${env:TIDELINE_DATABASE_PASSWORD}");
    assertThat(password.get("origin").asText()).isEqualTo("environment TIDELINE_DATABASE_PASSWORD");
    assertThat(password.get("secret").asBoolean()).isTrue();
    assertThat(out.toString()).doesNotContain("hush");
  }

  @Test
  void checkNamesAllMistakesAndWarningsAtOnce() throws Exception {
    Path file = directory.resolve("pipeline.yaml");
    Files.writeString(
        file,
        Files.readString(Path.of(TEMPLATE))
            .replace("  host: 127.0.0.1", "  hots: 127.0.0.1")
            .replace("#port: 2883", "port: 99999")
            .replace("#mode: exactly-once", "mode: exactly_once"));
    environment.put("TIDELINE_DELIVER_PARALELISM", "3");

    assertThat(
            run(
                "config",
                "check",
                "--config",
                file.toString(),
                "--set",
                "output.path=/x",
                "--set",
                "deadLetters.path=/x/y"))
        .isEqualTo(2);

    assertThat(out.toString().lines())
        .anyMatch(
            line ->
                line.matches(
                    ".*pipeline.yaml:\\d+:3: database.hots: no such parameter, did you mean 'database.host'\\?"))
        .anyMatch(
            line ->
                line.matches(
                    ".*pipeline.yaml:\\d+:9: database.port: '99999': must be a whole number from 1 to 65535"))
        .anyMatch(
            line ->
                line.matches(
                    ".*pipeline.yaml:\\d+:11: deliver.checkpoint.mode: 'exactly_once': must be one of.*did you mean 'exactly-once'\\?"))
        .anyMatch(
            line ->
                line.startsWith("--set: deadLetters.path: '/x/y': must be a directory of its own"))
        .anyMatch(
            line ->
                line.startsWith(
                    "warning: environment TIDELINE_DELIVER_PARALELISM: names no parameter"));
    assertThat(out.toString()).endsWith("6 mistakes, 1 warning\n");
  }

  @Test
  void checkOfARightConfigurationNamesTheSecretsThatAreNotHere() throws Exception {
    environment.put("TIDELINE_DATABASE_PASSWORD", "hush");
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", "hush");

    assertThat(run("config", "check", "--json", "--config", TEMPLATE)).isZero();

    JsonNode found = new ObjectMapper().readTree(out.toString());
    assertThat(found.get("problems")).isEmpty();
    assertThat(found.get("warnings")).hasSize(1);
    assertThat(found.get("warnings").get(0).get("path").asText()).isEqualTo("datahub.accessKey");
  }

  @Test
  void templateAndSchemaArePrinted() throws Exception {
    assertThat(run("config", "template")).isZero();
    assertThat(out.toString()).isEqualTo(Files.readString(Path.of(TEMPLATE)));
    out.getBuffer().setLength(0);
    assertThat(run("config", "schema")).isZero();
    assertThat(out.toString()).isEqualTo(Files.readString(Path.of("../conf/pipeline.schema.json")));
  }

  @Test
  void anErrorIsALineAndItsTraceIsThereWhenAskedFor() {
    assertThat(run("run", "--job", "capture", "--config", "/no/such.yaml")).isEqualTo(2);
    assertThat(err).hasToString("/no/such.yaml: there is no such file\n");

    err.getBuffer().setLength(0);
    assertThat(run("run", "-v", "--job", "capture", "--config", "/no/such.yaml")).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no such file")
        .contains("\tat io.tideline.runner.");

    err.getBuffer().setLength(0);
    assertThat(run("--verbose", "config", "check", "--config", "/no/such.yaml")).isEqualTo(2);
  }

  @Test
  void aWrongCommandLineIsAnsweredInTwoLines() {
    assertThat(run("config", "chek")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(2);
    assertThat(err.toString()).contains("'chek'").contains("Did you mean: config check");

    err.getBuffer().setLength(0);
    assertThat(run("run")).isEqualTo(2);
    assertThat(err)
        .hasToString("Missing required option: '--job=NAME'\nSee 'tideline run --help'.\n");
  }

  @Test
  void theHelpNamesTheVerbs() {
    assertThat(run("config", "--help")).isZero();

    assertThat(out.toString())
        .contains("Usage: tideline config", "check", "show", "template", "schema", "-v, --verbose");
  }

  private int run(String... arguments) {
    CommandLine program = Tideline.commandLine(environment);
    return program
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
