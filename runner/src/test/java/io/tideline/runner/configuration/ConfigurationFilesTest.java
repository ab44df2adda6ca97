package io.tideline.runner.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made from the description of the parameters; with -Ddocs.update it is made anew. */
class ConfigurationFilesTest {

  @Test
  void theTemplateIsTheProjectsConfiguration() throws Exception {
    new GeneratedText("conf/pipeline.yaml").check(new ConfigurationTemplate().render());

    PipelineConfiguration configuration =
        new ConfigurationLoader(Map.of(), Path.of("/base"))
            .load(Path.of("../conf/pipeline.yaml"), List.of());

    assertThat(configuration.warnings()).isEmpty();
    for (Setting setting : configuration.settings()) {
      assertThat(setting.isDefault())
          .as(setting.parameter().path())
          .isEqualTo(setting.parameter().defaultValue().isPresent());
    }
  }

  @Test
  void everyDefaultOfTheTemplateIsAValueOnceItsMarkIsTaken() throws Exception {
    Path file = Files.createTempFile("pipeline", ".yaml");
    String template = new ConfigurationTemplate().render();
    Files.writeString(file, template.replaceAll("(?m)^( *)#(?=[a-zA-Z])", "$1"));

    PipelineConfiguration configuration =
        new ConfigurationLoader(Map.of(), Path.of("/base")).load(file, List.of());

    assertThat(configuration.settings()).noneMatch(Setting::isDefault);
    Files.delete(file);
  }

  @Test
  void theTableOfTheDocumentHasEveryParameter() throws IOException {
    StringBuilder table = new StringBuilder();
    table.append(
        "| parameter | value | default | environment | meaning |\n|---|---|---|---|---|\n");
    for (Parameter parameter : Parameters.all()) {
      table.append(
          String.format(
              "| `%s` | %s | %s | `%s` | %s%s |%n",
              parameter.path(),
              parameter.type().expectation(),
              parameter.defaultValue().map(text -> "`" + text + "`").orElse("**required**"),
              parameter.environmentName(),
              parameter.description(),
              parameter.defaultValue().isPresent()
                  ? ""
                  : " Example: `" + parameter.example() + "`"));
    }
    new GeneratedText("docs/configuration.md").checkSection("the parameters", table.toString());
  }

  @Test
  void everyParameterIsDescribedInSentencesAndByNamesOfItsOwn() {
    assertThat(Parameters.all())
        .allSatisfy(
            parameter -> {
              assertThat(parameter.description()).matches("(?s)[A-Za-z].*\\.");
              assertThat(parameter.type().accepts(parameter.example())).isTrue();
              parameter
                  .defaultValue()
                  .ifPresent(value -> assertThat(parameter.type().accepts(value)).isTrue());
            });
    assertThat(Parameters.all())
        .extracting(Parameter::environmentName)
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(EnvironmentSettings.LAUNCHER);
  }
}
