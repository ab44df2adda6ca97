package io.tideline.tests.integration.framework;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.connector.testframe.environment.MiniClusterTestEnvironment;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.connector.testframe.testsuites.SinkTestSuiteBase;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The tests that Flink has for sinks, on the 'datahub' sink and the local server. */
class DatahubSinkFrameworkIT extends SinkTestSuiteBase<TextRow> {

  @TempDir static Path directory;

  private static LocalDatahub server;

  @TestEnv MiniClusterTestEnvironment flink = new MiniClusterTestEnvironment();

  @TestSemantics
  CheckpointingMode[] semantics = new CheckpointingMode[] {CheckpointingMode.AT_LEAST_ONCE};

  private final AtomicInteger topics = new AtomicInteger();

  @TestContext
  ExternalContextFactory<SinkContext> contexts =
      test -> new SinkContext(server, "sink_" + topics.incrementAndGet());

  @BeforeAll
  static void startServer() throws Exception {
    server =
        LocalDatahub.start(DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory));
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }
}
