package io.tideline.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.local.demo.process.Orphans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built project as a user starts it, with its processes killed in the middle. */
class DemoIT {

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern IN_DATABASE = Pattern.compile("database ([\\d,]+) → ");
  private static final Pattern VERIFIED =
      Pattern.compile("(?m)^(customers|products|orders|order_items) .*\\s0\\s+0  ok$");
  private static final int INITIAL_ROWS = 8_500;
  private static final int CHANGES = 12_000;
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path directory;

  private Path data;
  private Path output;
  private Process demo;

  @BeforeEach
  void directories() throws IOException {
    data = Files.createDirectory(directory.toRealPath().resolve("data"));
    output = directory.resolve("output.txt");
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    if (demo != null) {
      demo.destroy();
      if (!demo.waitFor(2, TimeUnit.MINUTES)) {
        demo.destroyForcibly().waitFor();
      }
    }
    Orphans.end(data);
  }

  @Test
  void nothingIsMissingOrDoubledWhenEveryProcessIsKilledInTheMiddle() throws Exception {
    start();

    afterChanges(1_000);
    kill("--job", "capture");
    afterChanges(3_000);
    kill("--job", "deliver");
    afterChanges(5_000);
    kill("datahub", "--port");

    assertThat(demo.waitFor(LONG.toMinutes(), TimeUnit.MINUTES)).as(shown()).isTrue();
    assertThat(shown())
        .contains(
            "capture ended (exit code 137",
            "deliver ended (exit code 137",
            "datahub ended (exit code 137",
            "All tables agree");
    assertThat(VERIFIED.matcher(shown()).results().count()).as(shown()).isEqualTo(4);
    assertThat(demo.exitValue()).isZero();
    assertThat(Orphans.of(data)).isEmpty();
  }

  @Test
  void aKilledDemoLeavesNothingThatTheNextOneDoesNotTakeUp() throws Exception {
    start();
    afterChanges(1_000);
    demo.destroyForcibly().waitFor();

    start();
    assertThat(demo.waitFor(LONG.toMinutes(), TimeUnit.MINUTES)).as(shown()).isTrue();

    assertThat(shown()).contains("that a killed demo had left behind", "All tables agree");
    assertThat(demo.exitValue()).isZero();
  }

  private void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                HOME.resolve("tideline").toString(),
                "demo",
                "--changes",
                Integer.toString(CHANGES),
                "--rate",
                "400",
                "--data",
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
    // Maven has just built what is to be tested.
    builder.environment().put("TIDELINE_BUILD", "no");
    builder.environment().put("TIDELINE_LOGS", directory.resolve("logs").toString());
    demo = builder.start();
  }

  private void afterChanges(int changes) throws IOException {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the demo ended", () -> !demo.isAlive())
        .until(() -> inDatabase() >= INITIAL_ROWS + changes);
    assertThat(inDatabase()).as("changes are still being made").isLessThan(INITIAL_ROWS + CHANGES);
  }

  private int inDatabase() throws IOException {
    int newest = 0;
    Matcher shown = IN_DATABASE.matcher(shown());
    while (shown.find()) {
      newest = Integer.parseInt(shown.group(1).replace(",", ""));
    }
    return newest;
  }

  /** As {@code kill -9}: the process that has these two arguments. */
  private void kill(String first, String second) {
    ProcessHandle process =
        await()
            .atMost(LONG)
            .until(
                () ->
                    Orphans.of(data).stream()
                        .filter(candidate -> hasArguments(candidate, first, second))
                        .findFirst()
                        .orElse(null),
                found -> found != null);
    process.destroyForcibly();
    await().atMost(LONG).until(() -> !process.isAlive());
  }

  private static boolean hasArguments(ProcessHandle process, String first, String second) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
      return new String(line, StandardCharsets.UTF_8).contains("\0" + first + "\0" + second + "\0");
    } catch (IOException e) {
      return false;
    }
  }

  private String shown() throws IOException {
    return Files.exists(output) ? Files.readString(output) : "";
  }
}
