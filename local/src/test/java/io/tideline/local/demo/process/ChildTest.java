package io.tideline.local.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideline.local.demo.DemoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher is a script that says how it was called and then waits. */
class ChildTest {

  @TempDir Path directory;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private Launcher launcher;

  @BeforeEach
  void aLauncher() throws IOException {
    script("echo \"$TIDELINE_HEAP $TIDELINE_SECRET $TIDELINE_OUTER $*\"; exec sleep 600");
    launcher = new Launcher(directory, directory, directory);
  }

  @AfterEach
  void endAll() throws InterruptedException {
    Orphans.end(directory);
  }

  @Test
  void aProgramGetsItsArgumentsHeapAndEnvironment() throws Exception {
    try (Child child = start()) {
      await()
          .untilAsserted(
              () ->
                  assertThat(Files.readString(directory.resolve("job.out")))
                      .isEqualTo("64m s3cret  run --job x\n"));
    }
  }

  @Test
  void aSecretIsNotInTheArgumentsNorInWhatIsPrinted() throws Exception {
    try (Child child = start()) {
      assertThat(program().toString()).doesNotContain("s3cret");
      assertThat(Orphans.of(directory))
          .isNotEmpty()
          .allSatisfy(
              process ->
                  assertThat(process.info().commandLine().orElse("")).doesNotContain("s3cret"));
    }
  }

  @Test
  void aProcessThatDiesIsStartedAgain() throws Exception {
    try (Child child = start()) {
      long first = child.pid();
      ProcessHandle.of(first).orElseThrow().destroyForcibly();

      await().until(() -> child.pid() != first && ProcessHandle.of(child.pid()).isPresent());
      assertThat(said)
          .singleElement()
          .asString()
          .contains("job ended (exit code 137", "job.out", "starting it again");
    }
  }

  @Test
  void aProcessThatKeepsDyingIsAnErrorThatNamesItsLog() throws Exception {
    script("exit 3");
    try (Child child = start()) {
      await().until(() -> said.size() == 5);
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(child::requireAlive)
                      .isInstanceOf(DemoException.class)
                      .hasMessageContaining("exit code 3")
                      .hasMessageContaining("job.out"));
    }
  }

  @Test
  void ctrlCOfTheTerminalDoesNotReachIt() throws Exception {
    try (Child child = start()) {
      await().until(() -> Files.size(directory.resolve("job.out")) > 0);
      new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
      new ProcessBuilder("kill", "-URG", Long.toString(child.pid())).start().waitFor();

      assertThat(ProcessHandle.of(child.pid()).orElseThrow().isAlive()).isTrue();
      assertThat(said).isEmpty();
    }
  }

  @Test
  void aProcessThatIsStoppedStaysStopped() throws Exception {
    Child child = start();
    child.close();

    assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(Orphans.of(directory)).isEmpty();
    assertThat(said).isEmpty();
  }

  @Test
  void processesOfADemoThatWasKilledAreFoundAndEndedThoseOfAnotherAreNot() throws Exception {
    Process left = launcher.start(program());
    Path elsewhere = Files.createDirectory(directory.resolve("other"));
    Process other = new Launcher(directory, elsewhere, elsewhere).start(program());
    try {
      assertThat(Orphans.end(directory)).isEqualTo(1);

      assertThat(left.isAlive()).isFalse();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  private Child start() throws IOException {
    Child child = new Child(program(), launcher, said::add);
    child.start();
    return child;
  }

  private static Program program() {
    return new Program(
        "job", List.of("run", "--job", "x"), Map.of("TIDELINE_SECRET", "s3cret"), 64);
  }

  private void script(String commands) throws IOException {
    Path file = directory.resolve("tideline");
    Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
    file.toFile().setExecutable(true);
  }
}
