package io.tideline.runner.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationLoaderTest {

  private static final String VALID =
      """
      database:
        host: db.example
        username: reader
        password: ${file:/run/secrets/password}
        name: shop
        tables: shop\\..*
        source: shop-db
      datahub:
        endpoint: http://hub.example
        project: p
        topic: t
        accessId: ${env:ID}
        accessKey: ${env:KEY}
      """;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("pipeline.yaml");
  }

  @Test
  void aValueKeepsItsPlaceAndTheRestIsDefault() throws Exception {
    PipelineConfiguration configuration = load(VALID, Map.of());

    assertThat(configuration.text("database.host")).isEqualTo("db.example");
    assertThat(configuration.find("database.host").orElseThrow().origin())
        .hasToString(file + ":2:9");
    assertThat(configuration.text("deliver.checkpoint.interval")).isEqualTo("5 min");
    assertThat(configuration.find("deliver.checkpoint.interval").orElseThrow().origin())
        .hasToString("default");
  }

  @Test
  void theEnvironmentWinsOverTheFileAndSetOverBoth() throws Exception {
    Map<String, String> environment =
        Map.of("TIDELINE_DATABASE_HOST", "env", "TIDELINE_DATABASE_USERNAME", "env");

    PipelineConfiguration configuration = load(VALID, environment, "database.host=set");

    assertThat(configuration.text("database.host")).isEqualTo("set");
    assertThat(configuration.text("database.username")).isEqualTo("env");
  }

  @Test
  void aSecretOfTheEnvironmentIsKeptAsItsReference() throws Exception {
    PipelineConfiguration configuration =
        load(VALID, Map.of("TIDELINE_DATAHUB_ACCESS_KEY", "hush"));

    assertThat(configuration.settings().toString()).doesNotContain("hush");
    assertThat(configuration.text("datahub.accessKey"))
        .isEqualTo("${env:TIDELINE_DATAHUB_ACCESS_KEY}");
  }

  @Test
  void everyProblemIsNamedAtOnceWithItsPlace() {
    ConfigurationException e =
        refusal(
            """
            database:
              hots: db.example
              port: 99999
              username: reader
              password: hush
              name: "("
              tables: x
              source: shop-db
            datahub:
              endpoint: hub.example
              project: p
              topic: t
              accessId: ${env:ID}
            deliver:
              checkpoint:
                interval: 300
              state: [1]
            """);

    assertThat(e.getMessage())
        .contains(":2:3: database.hots: no such parameter, did you mean 'database.host'?")
        .contains(":3:9: database.port: '99999': must be a whole number from 1 to 65535")
        .contains(":5:13: database.password: ******: a secret is not written here")
        .contains(
            ":6:9: database.name: '(': must be a regular expression, or several separated by commas; '(' has an error: ")
        .contains(":10:13: datahub.endpoint: 'hub.example': must be an address")
        .contains("pipeline.yaml: database.host: is required: a host name")
        .contains("datahub.accessKey: is required: ${env:NAME} or ${file:PATH}")
        .contains(":16:15: deliver.checkpoint.interval: '300': must be a duration with its unit")
        .contains(":17:10: deliver.state: is a section")
        .doesNotContain("hush");
    assertThat(e.problems()).hasSize(9);
  }

  @Test
  void whatIsNoYamlIsShownWhereItGoesWrong() {
    assertThat(refusal("database:\n  host: [").getMessage())
        .contains("pipeline.yaml:2:10: YAML")
        .doesNotContain("is required");
  }

  @Test
  void aKeyGivenTwiceIsRefused() {
    assertThat(refusal(VALID + "output:\n  path: a\n  path: b\n").getMessage())
        .contains(":16:3: output.path: is already given at " + file + ":15:3");
  }

  @Test
  void aRelativePathIsBelowTheProject() throws Exception {
    assertThat(load(VALID, Map.of(), "output.path=out").text("output.path"))
        .isEqualTo(directory.resolve("out").toString());
    assertThat(load(VALID, Map.of(), "output.path=s3://bucket/out").text("output.path"))
        .isEqualTo("s3://bucket/out");
  }

  @Test
  void aSecretsFileIsBelowTheProjectToo() throws Exception {
    assertThat(
            load(VALID, Map.of(), "database.password=${file:secrets/password}")
                .text("database.password"))
        .isEqualTo("${file:" + directory.resolve("secrets/password") + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "database:\\n\\thost: x|:2:1: YAML: a tab stands where only blanks can",
        "database:\\n  host: a: b|:2:10: YAML: a ':' stands where none can",
        "database:\\n  password: *hush|:2:13: YAML: a value that begins with * is an alias",
        "database:\\n  password: @hush|:2:13: YAML: a character stands here that begins no value",
        "database:\\n  password: !hush!x y|:2:13: YAML: a value that begins with ! is a tag",
        "database:\\n    host: x\\n  port: 1|:3:3: YAML: the indentation is not that of the lines above",
        "database:\\n  host: [a, b]|:2:9: database.host: must be a host name",
        "database: [host]|:1:11: database: is a section, with keys below it, not a list",
        "database: x|:1:11: database: is a section, with keys below it, not a value",
        "- database|:1:1: file: is a section, with keys below it, not a list",
        "database: {host: {name: x}}|:1:18: database.host: must be a host name",
        "database: {}\\ndatabase: {}|:2:1: database: is already given at",
        "x: &x {}\\ndatabase:\\n  <<: *x|:3:3: database.<<: keys cannot be merged here",
        "rolling: x|:1:1: rolling: no such parameter, did you mean 'output.rolling'?",
        "endpoint: x|:1:1: endpoint: no such parameter, did you mean 'datahub.endpoint'?",
        "deliver: {checkpoints: {}}|:1:11: deliver.checkpoints: no such parameter, did you mean 'deliver.checkpoint'?",
        "a: 1\\n---\\nb: 2|YAML: one document is read",
        "database:\\n  host: \"x|YAML: a quote that is not closed",
      })
  void whatIsWrittenWrongIsShownInPlainWords(String yaml, String expected) {
    assertThat(refusal(yaml.replace("\\n", "\n").replace("\\t", "\t")).getMessage())
        .contains("pipeline.yaml")
        .contains(expected)
        .doesNotContain("hush");
  }

  @Test
  void anAnchorMayBeUsedWhereTheSameHoldsTwice() throws Exception {
    PipelineConfiguration configuration =
        load(
            VALID + "capture:\n  restart: &slow\n    jitter: 0.5\ndeliver:\n  restart: *slow\n",
            Map.of());

    assertThat(configuration.decimal("deliver.restart.jitter")).isEqualTo(0.5);
  }

  @Test
  void aFileThatIsNotThereOrNoTextIsSaidToBe() throws Exception {
    assertThat(
            catchThrowableOfType(
                    ConfigurationException.class,
                    () -> new ConfigurationLoader(Map.of(), directory).load(file, List.of("x=1")))
                .getMessage())
        .isEqualTo(file + ": there is no such file\n--set: x: no such parameter");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});
    assertThat(
            catchThrowableOfType(
                ConfigurationException.class,
                () -> new ConfigurationLoader(Map.of(), directory).load(file, List.of())))
        .hasMessage(file + ": YAML: is not written in UTF-8; save it so");
  }

  @Test
  void aVariableThatNamesNothingIsWarnedOf() throws Exception {
    Map<String, String> environment =
        Map.of(
            "TIDELINE_DATAHUB_TOPICS", "x",
            "TIDELINE_HOME", "/x",
            "TIDELINE_PASSWORD", "hush",
            "OTHER", "x");

    PipelineConfiguration configuration =
        load(VALID, environment, "database.password=${env:TIDELINE_PASSWORD}");

    assertThat(configuration.warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "environment TIDELINE_DATAHUB_TOPICS: names no parameter and is ignored,"
                + " did you mean 'TIDELINE_DATAHUB_TOPIC'?");
  }

  @Test
  void theVariablesOfTheLauncherAreKnown() throws IOException {
    Matcher names =
        Pattern.compile("TIDELINE_[A-Z_]+").matcher(Files.readString(Path.of("../tideline")));

    assertThat(names.results().map(MatchResult::group)).isSubsetOf(EnvironmentSettings.LAUNCHER);
  }

  @Test
  void anEmptyVariableIsNoValue() {
    assertThat(
            catchThrowableOfType(
                ConfigurationException.class,
                () -> load(VALID, Map.of("TIDELINE_DATABASE_PASSWORD", ""))))
        .hasMessage(
            "environment TIDELINE_DATABASE_PASSWORD: database.password: is set but empty; give it a"
                + " value or unset it");
  }

  private ConfigurationException refusal(String yaml) {
    return catchThrowableOfType(ConfigurationException.class, () -> load(yaml, Map.of()));
  }

  private PipelineConfiguration load(String yaml, Map<String, String> environment, String... sets)
      throws IOException, ConfigurationException {
    Files.writeString(file, yaml);
    return new ConfigurationLoader(environment, directory).load(file, List.of(sets));
  }
}
