package io.tideline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The verbs of a job's life where there is no cluster. */
class LifeVerbsTest {

  private static final String CONFIGURATION = "--config=../conf/pipeline.yaml";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void home() {
    environment.put("TIDELINE_HOME", directory.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "stop", "restart", "savepoint", "status", "list", "cancel"})
  void withoutAClusterAVerbSaysHowToGetOne(String verb) {
    assertThat(run(verb, CONFIGURATION)).isEqualTo(ExitCode.UNREACHABLE);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("there is no cluster in", "'tideline up'", "--jobmanager");
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "stop", "restart", "savepoint", "status", "list", "cancel"})
  void aClusterThatDoesNotAnswerIsNamed(String verb) throws IOException {
    int port = unusedPort();

    assertThat(run(verb, CONFIGURATION, "--jobmanager", "127.0.0.1:" + port))
        .isEqualTo(ExitCode.UNREACHABLE);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("no Flink cluster answers at http://127.0.0.1:" + port);
  }

  @Test
  void withVTheTraceIsThereToo() throws IOException {
    run("list", CONFIGURATION, "-v", "--jobmanager", "127.0.0.1:" + unusedPort());

    assertThat(err.toString()).contains("\tat io.tideline.runner.");
  }

  @ParameterizedTest
  @CsvSource({
    "start strat, there is no job 'strat'",
    "start --jobmanager here, must be HOST:PORT",
    "stop all --timeout 5, '5' is no duration with its unit",
    "up --slots 0, --slots must be from 1",
    "start --fresh --from x, mutually exclusive"
  })
  void whatCannotBeMeantIsNamed(String line, String words) {
    assertThat(run(line.split(" "))).isEqualTo(ExitCode.WRONG_INPUT);

    assertThat(err.toString()).contains(words);
  }

  @Test
  void whatIsForOneJobIsRefusedForAll() {
    assertThat(run("start", "--parallelism", "2")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("--parallelism is for one job");
  }

  @Test
  void anUnknownVerbSuggestsTheNearest() {
    assertThat(run("stauts")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("Did you mean", "status");
  }

  @Test
  void downWithoutAClusterIsDone() {
    assertThat(run("down")).isZero();
    assertThat(out.toString()).contains("nothing was up");
  }

  @Test
  void logsThatAreNotThereAreRefusedWithThoseThatAre() throws IOException {
    Path logs = Files.createDirectories(directory.resolve(".tideline/cluster/logs"));
    Files.writeString(logs.resolve("jobmanager.log"), "2026-01-01 00:00:00,000 INFO  a - one\n");

    assertThat(run("logs", "taskmanager-1")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("taskmanager-1", "jobmanager");
  }

  @Test
  void logsShowTheLastLinesThatMatter() throws IOException {
    Path logs = Files.createDirectories(directory.resolve(".tideline/cluster/logs"));
    Files.write(
        logs.resolve("jobmanager.log"),
        List.of(
            "2026-01-01 00:00:00,000 WARN  a - early, job 0af3",
            "2026-01-01 00:00:01,000 ERROR a - middle, job 0af3",
            "2026-01-01 00:00:02,000 INFO  a - WARN is a word, job 0af3",
            "{\"time\":\"2026-01-01\",\"level\":\"WARN\",\"message\":\"late, job 0af3\"}",
            "2026-01-01 00:00:03,000 WARN  a - another job"));

    assertThat(run("logs", "--failures", "--job", "0af3", "-n", "2")).isZero();

    assertThat(out.toString())
        .contains("middle", "late")
        .doesNotContain("early", "is a word", "another job");
  }

  @Test
  void everyVerbTellsInItsHelpWhatItDoesAndHowItEnds() {
    CommandLine program = Tideline.commandLine(environment);
    for (String verb :
        List.of(
            "up",
            "down",
            "start",
            "stop",
            "restart",
            "savepoint",
            "status",
            "list",
            "cancel",
            "logs")) {
      String help = program.getSubcommands().get(verb).getUsageMessage();
      assertThat(help).as(verb).contains("Exit codes:", "--json", "--help");
    }
  }

  @Test
  void completionIsAScriptWithAllVerbsAndJobs() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString())
        .contains("restart", "--restore-points", "capture", "tideline")
        .contains("completion demo datahub verify");
  }

  private int run(String... arguments) {
    CommandLine program = Tideline.commandLine(environment);
    return program
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
