package io.tideline.tests.bench;

import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.TidelineProcess;
import io.tideline.tests.testkit.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A local DataHub server in a process of its own, so that its processor time can be told apart. */
final class DatahubProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("datahub: (http://\\S+) ready");

  private final TidelineProcess process;
  private final String endpoint;

  private DatahubProcess(TidelineProcess process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * @param directory for its records and its output
   */
  static DatahubProcess start(Path directory) throws IOException {
    TidelineProcess process =
        TidelineProcess.start(
            directory,
            Map.of(
                "TIDELINE_DATAHUB_ACCESS_ID", Topic.ACCESS_ID,
                "TIDELINE_DATAHUB_ACCESS_KEY", Topic.ACCESS_KEY),
            "datahub",
            "--port",
            "0",
            "--data",
            directory.resolve("data").toString());
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> READY.matcher(process.output()).find());
      Matcher ready = READY.matcher(process.output());
      ready.find();
      return new DatahubProcess(process, ready.group(1));
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  String endpoint() {
    return endpoint;
  }

  /** Takes the time between two records, also that of this server. */
  Meter meter(long from, long to) {
    return new Meter(List.of(process.handle()), from, to);
  }

  @Override
  public void close() {
    process.close();
  }
}
