package io.tideline.tests.integration.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.testframe.environment.MiniClusterTestEnvironment;
import org.apache.flink.connector.testframe.environment.TestEnvironment;
import org.apache.flink.connector.testframe.environment.TestEnvironmentSettings;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.external.sink.DataStreamSinkExternalContext;
import org.apache.flink.connector.testframe.external.sink.DataStreamSinkV2ExternalContext;
import org.apache.flink.connector.testframe.external.sink.TestingSinkSettings;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.connector.testframe.source.FromElementsSource;
import org.apache.flink.connector.testframe.testsuites.SinkTestSuiteBase;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.io.TempDir;

/** The tests that Flink has for sinks, on the 'datahub' sink and the local server. */
class DatahubSinkFrameworkIT extends SinkTestSuiteBase<TextRow> {

  @TempDir static Path directory;

  private static LocalDatahub server;

  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @TestEnv
  MiniClusterTestEnvironment flink =
      new MiniClusterTestEnvironment(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(6)
              .build());

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

  /**
   * The framework's own looks at the first task with the sink's name, but the exchange before the
   * writer makes that the router's.
   */
  @Override
  @TestTemplate
  @DisplayName("Test sink metrics")
  public void testMetrics(
      TestEnvironment environment,
      DataStreamSinkExternalContext<TextRow> context,
      CheckpointingMode semantic)
      throws Exception {
    TestingSinkSettings settings =
        TestingSinkSettings.builder().setCheckpointingMode(semantic).build();
    List<TextRow> rows = generateTestData(settings, context);
    StreamExecutionEnvironment job =
        environment.createExecutionEnvironment(TestEnvironmentSettings.builder().build());
    job.enableCheckpointing(50);
    job.fromSource(
            new FromElementsSource<>(Boundedness.CONTINUOUS_UNBOUNDED, rows, rows.size()),
            WatermarkStrategy.noWatermarks(),
            "rows")
        .setParallelism(1)
        .returns(context.getProducedType())
        .sinkTo(((DataStreamSinkV2ExternalContext<TextRow>) context).createSink(settings))
        .setParallelism(2);
    JobClient running = job.executeAsync("metrics");

    await().until(() -> sum(running.getJobID(), "numRecordsSend") == rows.size());
    assertThat(sum(running.getJobID(), "numBytesSend")).isGreaterThan(20L * rows.size());
    assertThat(sum(running.getJobID(), "currentShards")).isEqualTo(3);
    assertThat(sum(running.getJobID(), "waitingRecords")).isZero();
    assertThat(sum(running.getJobID(), "deadLetters")).isZero();
    running.cancel().get();
  }

  /** Of all writers. */
  private static long sum(JobID job, String metric) {
    return METRICS.findMetrics(job, ".*").entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("." + metric))
        .map(Map.Entry::getValue)
        .mapToLong(
            value ->
                value instanceof Counter
                    ? ((Counter) value).getCount()
                    : ((Number) ((Gauge<?>) value).getValue()).longValue())
        .sum();
  }
}
