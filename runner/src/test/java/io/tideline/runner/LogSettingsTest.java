package io.tideline.runner;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.configuration.PipelineConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section logging over the project's own log4j2.properties. */
class LogSettingsTest {

  private static final Path SETTINGS = Path.of("../conf/log4j2.properties");

  @TempDir Path directory;

  @AfterEach
  void forget() {
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("tideline.log"))
        .forEach(System::clearProperty);
  }

  @Test
  void aLineIsForPeopleUnlessToldOtherwise() throws Exception {
    log(logger -> logger.info("a \"word\""));

    assertThat(lines())
        .singleElement()
        .asString()
        .matches("\\d{4}-\\d\\d-\\d\\d .* INFO  test .* - a \"word\"");
  }

  @Test
  void asJsonEachEventIsOneObjectWithItsError() throws Exception {
    log(
        logger -> logger.warn("a \"word\"\nand {more}", new IllegalStateException("no \"way\"")),
        "logging.format=json");

    assertThat(lines()).hasSize(1);
    JsonNode event = new ObjectMapper().readTree(lines().get(0));
    assertThat(event.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*");
    assertThat(event.get("level").asText()).isEqualTo("WARN");
    assertThat(event.get("logger").asText()).isEqualTo("test");
    assertThat(event.get("message").asText()).isEqualTo("a \"word\"\nand {more}");
    assertThat(event.get("error").asText())
        .startsWith("java.lang.IllegalStateException: no \"way\"\n\tat ");
  }

  @Test
  void theLevelSaysWhatIsLogged() throws Exception {
    log(logger -> logger.debug("more"), "logging.level=debug");
    log(logger -> logger.info("less"), "logging.level=error");

    assertThat(lines()).singleElement().asString().endsWith(" - more");
  }

  @Test
  void aLineNamesTheJobThatItIsAbout() throws Exception {
    ThreadContext.put("flink-job-id", "0af3");
    try {
      log(logger -> logger.warn("of a job"));
    } finally {
      ThreadContext.remove("flink-job-id");
    }

    assertThat(lines()).singleElement().asString().endsWith(" 0af3 - of a job");
  }

  @Test
  void aLevelThatIsChangedInTheFileCountsInARunningProgram() throws Exception {
    Path settings = directory.resolve("log4j2.properties");
    Files.writeString(
        settings,
        Files.readString(SETTINGS).replaceFirst("monitorInterval = \\d+", "monitorInterval = 1"));
    log(
        settings,
        logger -> {
          logger.debug("before");
          try {
            Files.writeString(
                settings, "logger.more.name = test\nlogger.more.level = DEBUG\n", APPEND);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          await().atMost(Duration.ofMinutes(1)).until(logger::isDebugEnabled);
          logger.debug("after");
        });

    assertThat(lines()).singleElement().asString().endsWith(" - after");
  }

  @Test
  void fullFilesMakeRoom() throws Exception {
    log(
        logger -> {
          for (int i = 0; i < 6_000; i++) {
            logger.info("a line of some length, number {}", i);
          }
        },
        "logging.file.size=64 kb",
        "logging.file.count=2");

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("test.log", "test.log.1", "test.log.2")
          .doesNotContain("test.log.3");
    }
    assertThat(Files.size(directory.resolve("test.log.1"))).isBetween(64_000L, 70_000L);
  }

  private void log(Consumer<Logger> action, String... sets) throws Exception {
    log(SETTINGS, action, sets);
  }

  private void log(Path settings, Consumer<Logger> action, String... sets) throws Exception {
    PipelineConfiguration configuration =
        new ConfigurationLoader(Map.of(), directory)
            .load(Path.of("../conf/pipeline.yaml"), List.of(sets));
    System.setProperty("tideline.log", directory.resolve("test.log").toString());
    System.setProperty("tideline.console.level", "OFF");
    new LogSettings(configuration).properties().forEach(System::setProperty);
    try (LoggerContext context =
        Configurator.initialize("test", null, settings.toAbsolutePath().toUri())) {
      action.accept(context.getLogger("test"));
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(directory.resolve("test.log"));
  }
}
