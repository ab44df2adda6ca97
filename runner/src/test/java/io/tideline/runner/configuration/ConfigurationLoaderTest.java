package io.tideline.runner.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {

  private static final String VALID =
      """
      database:
        host: db.example
        username: reader
        password: ${file:/run/secrets/password}
        name: shop
        tables: shop\\..*
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
        .contains(":6:9: database.name: '(': must be a regular expression")
        .contains(":9:13: datahub.endpoint: 'hub.example': must be an address")
        .contains("datahub.accessKey: is required")
        .contains(":15:15: deliver.checkpoint.interval: '300': must be a duration with its unit")
        .contains(":16:10: deliver.state: is a section")
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
        .contains(":15:9: output.path: is already given at");
  }

  @Test
  void aRelativePathIsBelowTheProject() throws Exception {
    assertThat(load(VALID, Map.of(), "output.path=out").text("output.path"))
        .isEqualTo(directory.resolve("out").toString());
    assertThat(load(VALID, Map.of(), "output.path=s3://bucket/out").text("output.path"))
        .isEqualTo("s3://bucket/out");
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
