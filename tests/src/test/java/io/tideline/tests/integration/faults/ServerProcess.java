package io.tideline.tests.integration.faults;

import io.tideline.tests.testkit.TidelineProcess;
import io.tideline.tests.testkit.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The local DataHub server in a process of its own, to be killed. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("datahub: (http://\\S+:(\\d+)) ready");

  private final Path directory;
  private TidelineProcess process;
  private String endpoint;
  private int port;

  ServerProcess(Path directory) throws IOException {
    this.directory = directory;
    start();
  }

  private void start() throws IOException {
    process =
        TidelineProcess.start(
            directory,
            Map.of(
                "TIDELINE_DATAHUB_ACCESS_ID",
                Topic.ACCESS_ID,
                "TIDELINE_DATAHUB_ACCESS_KEY",
                Topic.ACCESS_KEY),
            List.of("datahub", "--port", Integer.toString(port), "--data", "records")
                .toArray(String[]::new));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              Matcher ready = READY.matcher(process.output());
              if (!ready.find()) {
                return false;
              }
              endpoint = ready.group(1);
              port = Integer.parseInt(ready.group(2));
              return true;
            });
  }

  String endpoint() {
    return endpoint;
  }

  /** As {@code kill -9}, then a start at the same port. */
  void killAndRestart() throws Exception {
    process.kill();
    start();
  }

  @Override
  public void close() {
    process.close();
  }
}
