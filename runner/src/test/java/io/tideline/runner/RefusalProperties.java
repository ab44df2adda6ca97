package io.tideline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.runner.configuration.ConfigurationTree;
import io.tideline.runner.configuration.Corruption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.apache.flink.util.FileUtils;

/** P43 through the verb that starts a job. */
class RefusalProperties {

  private Path home;
  private Path configuration;
  private final StringWriter err = new StringWriter();

  @BeforeProperty
  void makePipeline() throws IOException {
    home = Files.createTempDirectory("refusal");
    configuration = home.resolve("pipeline.yaml");
    Files.createDirectories(home.resolve("sql/capture"));
    Files.writeString(
        home.resolve("sql/capture/10_go.sql"),
        """
        CREATE TABLE numbers (n BIGINT) WITH (
          'connector' = 'datagen', 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '9');
        CREATE TABLE seen (n BIGINT) WITH ('connector' = 'print');
        INSERT INTO seen SELECT * FROM numbers;
        """);
  }

  @AfterProperty
  void removePipeline() throws IOException {
    FileUtils.deleteDirectory(home.toFile());
  }

  /** Without it the property below would be true of a verb that starts nothing at all. */
  @Example
  void theSamePipelineRunsWithARightConfiguration() throws IOException {
    Files.writeString(configuration, Corruption.none(ConfigurationTree.required()).yaml());

    assertThat(run()).as(err.toString()).isZero();
    assertThat(stateDirectory()).exists();
  }

  @Property(tries = 300)
  void p43EveryCorruptionIsNamedWithItsPlaceAndNothingStarts(
      @ForAll("corruptions") Corruption corruption) throws IOException {
    Files.writeString(configuration, corruption.yaml());
    err.getBuffer().setLength(0);

    int exitCode = run();

    List<String> lines = err.toString().lines().toList();
    assertThat(lines)
        .as(corruption.yaml())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(configuration + corruption.place())
                    .contains(corruption.named()));
    // What it is besides, such as a value that is then missing, has the file's name too.
    assertThat(lines).allMatch(line -> line.startsWith(configuration.toString()));
    assertThat(err.toString()).doesNotContain("hush").doesNotContain("\tat ");
    assertThat(exitCode).isEqualTo(2);
    assertThat(whatIsHere()).containsExactlyInAnyOrder("pipeline.yaml", "sql");
  }

  @Provide
  Arbitrary<Corruption> corruptions() {
    return Corruption.any();
  }

  private int run() {
    return Tideline.commandLine(Map.of("TIDELINE_HOME", home.toString()))
        .setErr(new PrintWriter(err, true))
        .execute("run", "--job", "capture", "--config", configuration.toString());
  }

  /** A job's first act is to make its state directory, here below the project's. */
  private Path stateDirectory() {
    return home.resolve(".tideline/state/capture");
  }

  private List<String> whatIsHere() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
