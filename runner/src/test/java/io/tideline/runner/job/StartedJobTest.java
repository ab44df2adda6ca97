package io.tideline.runner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.runner.RefusedException;
import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.plan.RouteForms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartedJobTest {

  private static final String ID = "0af3";

  @TempDir Path directory;

  private final List<String> said = new ArrayList<>();

  @Test
  void whatWasStartedIsReadAsItWasWrittenUntilItHasEnded() throws Exception {
    StartedJob started = started("http://flink.example:8081");
    started.write(state());

    assertThat(StartedJob.in(state())).contains(started);
    StartedJob.forget(state(), "another");
    assertThat(StartedJob.in(state())).contains(started);
    StartedJob.forget(state(), ID);
    assertThat(StartedJob.in(state())).isEmpty();
  }

  @Test
  void aFileThatTellsNothingIsNamedWithWhatToDo() throws Exception {
    Files.createDirectories(directory.resolve("state"));
    Files.writeString(directory.resolve("state/started.json"), "{\"host\": ");

    assertThatThrownBy(() -> StartedJob.in(state()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("started.json does not tell what was started")
        .hasMessageContaining("remove it");
  }

  @Test
  void aClusterOfThisMachineThatIsGoneRunsNothing() throws Exception {
    started("http://127.0.0.1:" + unusedPort()).write(state());

    StartedElsewhere.refuse("deliver", settings(), said::add);

    assertThat(said).singleElement().asString().contains("that ran it is gone");
  }

  @Test
  void aClusterElsewhereThatDoesNotAnswerMayRunTheJob() throws Exception {
    started("http://flink.invalid:8081").write(state());

    assertThatThrownBy(() -> StartedElsewhere.refuse("deliver", settings(), said::add))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("deliver was started on http://flink.invalid:8081, as job " + ID)
        .hasMessageContaining("When it has ended, remove " + state() + "/started.json");
    assertThat(said).isEmpty();
  }

  private StartedJob started(String cluster) {
    return StartedJob.of(
        URI.create(cluster), ID, Map.of("files.orders", new RouteForms.Form("q", "t")), List.of());
  }

  private JobSettings settings() throws Exception {
    return new JobSettings(
        new ConfigurationLoader(Map.of(), directory)
            .load(Path.of("../conf/pipeline.yaml"), List.of("deliver.state.directory=" + state())),
        "deliver");
  }

  private String state() {
    return "file:" + directory.resolve("state");
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
