package io.tideline.tests.integration.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.event.DeadLetterColumns;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running job does about too many dead letters in a window. */
class DeadLetterThresholdIT {

  private static final int RECORDS = 1_000;
  private static final int LETTERS_OF_TEN_PERCENT = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path directory;
  private LocalDatahub server;
  private Topic topic;
  private InMemoryReporter reporter;
  private JobClient job;

  @BeforeEach
  void startServer() throws Exception {
    server =
        LocalDatahub.start(
            DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("records")));
    topic = Topic.create(server.endpoint(), "letters", 1, DamagedRecordsIT.topicColumns());
  }

  @AfterEach
  void stop() throws Exception {
    if (job != null) {
      job.cancel().get(1, TimeUnit.MINUTES);
    }
    server.close();
  }

  @Test
  void moreThanTheShareRaisesOneAlertAWindowAndTheJobGoesOn() throws Exception {
    start("log");
    put(10);
    awaitPassed(LETTERS_OF_TEN_PERCENT);

    assertThat(count("deadLetterAlerts")).isEqualTo(1);
    assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
  }

  @Test
  void lessThanTheShareRaisesNone() throws Exception {
    start("fail");
    put(50);
    awaitPassed(RECORDS / 50);

    assertThat(count("deadLetterAlerts")).isZero();
    assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
  }

  @Test
  void moreThanTheShareStopsAJobThatIsToStopAndItSaysWhy() throws Exception {
    start("fail");
    put(10);

    JobClient stopped = job;
    // With its job its cluster ends, which then answers nothing more.
    job = null;
    assertThatThrownBy(() -> stopped.getJobExecutionResult().get(1, TimeUnit.MINUTES))
        .isInstanceOf(ExecutionException.class)
        .hasStackTraceContaining("stream main: ")
        .hasStackTraceContaining("rows became dead letters within 3600 s, more than 5.00 %")
        .hasStackTraceContaining("'dead-letters.alert.action' is 'fail'");
  }

  private void awaitPassed(int letters) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(count("undeliverable")).isEqualTo(letters);
              assertThat(count("delivered")).isEqualTo(RECORDS - letters);
            });
  }

  private long count(String metric) {
    return reporter.findMetrics(job.getJobID(), "changes-main-gate.*\\." + metric).values().stream()
        .mapToLong(found -> count(found))
        .sum();
  }

  private static long count(Metric metric) {
    return ((Counter) metric).getCount();
  }

  /**
   * @param every which record is damaged
   */
  private void put(int every) throws Exception {
    Random random = new Random(5);
    long run = System.currentTimeMillis();
    try (DataHubClient client = topic.client()) {
      RecordWriter out = client.recordWriter();
      List<OutgoingRecord> records = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        Draft draft = new Draft("record " + i, i, i);
        if (i % every == every - 1) {
          Damage.SINGLE_QUOTES.damage(draft, random);
        }
        draft.stamp(run, i);
        records.add(draft.toRecord(out));
      }
      client.put("0", records, null);
    }
  }

  private void start(String action) {
    Configuration configuration = new Configuration();
    configuration.setString("parallelism.default", "1");
    configuration.setString("taskmanager.memory.network.max", "32 mb");
    configuration.setString("rest.port", "0");
    configuration.setString("restart-strategy.type", "none");
    configuration.setString("execution.checkpointing.interval", "10 s");
    configuration.setString(
        "execution.checkpointing.dir", directory.resolve("state").toUri().toString());
    reporter = InMemoryReporter.createWithRetainedMetrics();
    reporter.addToConfiguration(configuration);
    TableEnvironment sql =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(configuration).build());
    sql.executeSql(
        topic.changesDdl(
            "base",
            "_event_id STRING METADATA",
            "'dead-letters.alert.share' = '0.05'",
            "'dead-letters.alert.window' = '1 h'",
            "'dead-letters.alert.action' = '" + action + "'"));
    sql.executeSql(
        "CREATE TABLE things (" + Draft.COLUMNS + ") WITH ('table' = 'shop.things') LIKE base");
    sql.executeSql(
        "CREATE TABLE things_sink (_event_id STRING, "
            + Draft.COLUMNS
            + ") WITH ('connector' = 'blackhole')");
    DamagedRecordsIT.report(sql, "undeliverable", DeadLetterColumns.DATA_TYPE);
    sql.executeSql(
        "CREATE TABLE letters_sink WITH ('connector' = 'blackhole') LIKE undeliverable (EXCLUDING"
            + " OPTIONS)");
    StatementSet statements = sql.createStatementSet();
    statements.addInsertSql("INSERT INTO things_sink SELECT * FROM things");
    statements.addInsertSql("INSERT INTO letters_sink SELECT * FROM undeliverable");
    job = statements.execute().getJobClient().orElseThrow();
  }
}
