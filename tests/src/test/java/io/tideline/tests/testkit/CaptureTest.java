package io.tideline.tests.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a test of capture begins with: a cluster for its class, the database of all classes, and an
 * empty schema of its own with the options that capture it.
 */
public abstract class CaptureTest {

  /** Longer than anything takes that is waited for. */
  protected static final Duration LONG = Duration.ofMinutes(2);

  @RegisterExtension
  protected static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(CaptureTest::cluster);

  @RegisterExtension protected static final TestDatabase DATABASE = new TestDatabase();

  /** Of the class, for savepoints. */
  @TempDir protected static Path directory;

  private static InMemoryReporter metrics;

  protected String schema;
  protected Map<String, String> options;

  @BeforeEach
  void newSchema() throws Exception {
    schema = DATABASE.newSchema();
    options = CaptureJob.options(DATABASE, schema);
  }

  /** A reporter serves one cluster. */
  private static MiniClusterResourceConfiguration cluster() {
    metrics = InMemoryReporter.create();
    return new MiniClusterResourceConfiguration.Builder()
        .setNumberTaskManagers(1)
        .setNumberSlotsPerTaskManager(2)
        .setConfiguration(metrics.addToConfiguration(new Configuration()))
        .build();
  }

  /** Of the jobs that run. */
  protected static InMemoryReporter metrics() {
    return metrics;
  }
}
