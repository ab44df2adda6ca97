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
import org.apache.flink.connector.testframe.testsuites.SourceTestSuiteBase;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The tests that Flink has for sources, on the 'datahub' source and the local server. */
class DatahubSourceFrameworkIT extends SourceTestSuiteBase<String> {

  @TempDir static Path directory;

  private static LocalDatahub server;

  @TestEnv MiniClusterTestEnvironment flink = new MiniClusterTestEnvironment();

  @TestSemantics
  CheckpointingMode[] semantics = new CheckpointingMode[] {CheckpointingMode.EXACTLY_ONCE};

  private final AtomicInteger topics = new AtomicInteger();

  @TestContext
  ExternalContextFactory<SourceContext> contexts =
      test -> new SourceContext(server, "source_" + topics.incrementAndGet());

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
