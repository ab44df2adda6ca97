package io.tideline.runner.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The combinations of P42. */
class CombinationsTest {

  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  @Test
  void theDefaultsGoTogether() {
    check();

    assertThat(problems).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aPauseLongerThanTheIntervalIsRefused() {
    check("deliver.checkpoint.minPause=6 min");

    assertThat(problems)
        .singleElement()
        .hasToString(
            "--set: deliver.checkpoint.minPause: '6 min': must be at most"
                + " deliver.checkpoint.interval, which is '5 min' (default)");
  }

  @Test
  void whatSomebodySetIsAtFaultNotTheDefault() {
    check("capture.restart.maximumDelay=100 ms");

    assertThat(problems)
        .singleElement()
        .hasToString(
            "--set: capture.restart.maximumDelay: '100 ms': must be at least"
                + " capture.restart.initialDelay, which is '1 s' (default)");
  }

  @Test
  void aResetBeforeTheLongestPauseIsRefused() {
    check("deliver.restart.maximumDelay=20 min");

    assertThat(problems).extracting(Problem::path).containsExactly("deliver.restart.maximumDelay");
  }

  @ParameterizedTest
  @CsvSource({
    "/data, /data",
    "/data, /data/x",
    "/data/x, /data",
    "/data, file:///data/",
    "file:/data, /data/x/../y",
    "s3://bucket/data, s3://bucket/data/x",
  })
  void directoriesInOneAnotherAreRefused(String first, String second) {
    check("output.path=" + first, "deadLetters.path=" + second);

    assertThat(problems)
        .singleElement()
        .hasToString(
            String.format(
                "--set: deadLetters.path: '%s': must be a directory of its own, neither in nor"
                    + " around output.path, which is '%s' (--set)",
                second, first));
  }

  @ParameterizedTest
  @CsvSource({"/data, /data2", "/data/x, /data/y", "s3://a/data, s3://b/data", "s3://a/x, /x"})
  void directoriesBesideOneAnotherAreFine(String first, String second) {
    check("output.path=" + first, "deadLetters.path=" + second);

    assertThat(problems).isEmpty();
  }

  @Test
  void bothJobsInOneStateDirectoryAreRefused() {
    check("capture.state.directory=/state", "deliver.state.directory=/state");

    assertThat(problems).extracting(Problem::path).containsExactly("deliver.state.directory");
  }

  @Test
  void theOutputAroundTheStateOfBothJobsIsRefusedOnceForEach() {
    check("output.path=.tideline");

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly("output.path", "output.path", "output.path");
  }

  @Test
  void whatIsHardlyMeantIsWarnedOf() {
    check(
        "deliver.checkpoint.timeout=2 s",
        "output.rolling.interval=1 min",
        "capture.web.port=8081",
        "deliver.web.port=8081");

    assertThat(problems).isEmpty();
    assertThat(warnings)
        .extracting(Problem::toString)
        .containsExactly(
            "--set: deliver.checkpoint.timeout: '2 s': is short for deliver.checkpoint.interval,"
                + " which is '5 min' (default); without checkpoints nothing is delivered",
            "--set: output.rolling.interval: '1 min': only a checkpoint shows a finished file, so"
                + " it waits for deliver.checkpoint.interval, which is '5 min' (default)",
            "--set: deliver.web.port: '8081': is also capture.web.port, which is '8081' (--set);"
                + " one machine cannot run both");
  }

  private void check(String... sets) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (Parameter parameter : Parameters.all()) {
      parameter
          .defaultValue()
          .ifPresent(
              value ->
                  settings.put(parameter.path(), new Setting(parameter, value, Origin.DEFAULT)));
    }
    new CommandLineSettings(List.of(sets)).read(settings, problems);
    new Combinations(settings).check(problems, warnings);
  }
}
