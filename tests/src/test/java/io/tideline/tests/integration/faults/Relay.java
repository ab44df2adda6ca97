package io.tideline.tests.integration.faults;

import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Numbers on their way through a topic: a job that writes them, keyed and in order, and a job that
 * reads them back. Each has a cluster of its own, as in production.
 */
final class Relay implements AutoCloseable {

  static final int KEYS = 31;
  static final String[] TOPIC_COLUMNS = {"k:BIGINT", "n:BIGINT"};

  private static final String COLUMNS = "k BIGINT, n BIGINT";

  private final Topic topic;
  private final Path checkpoints;
  private final List<Receipt> received = Collections.synchronizedList(new ArrayList<>());
  private JobClient writer;
  private JobClient reader;

  Relay(Topic topic, Path checkpoints) {
    this.topic = topic;
    this.checkpoints = checkpoints;
  }

  /**
   * Starts the job that writes the numbers from 0 on.
   *
   * @param rate numbers a second
   * @param savepoint to go on from, or null
   */
  void startWriter(long count, int rate, int parallelism, String savepoint) throws Exception {
    TableEnvironment sql = environment("writer", savepoint);
    sql.executeSql(
        "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '"
            + rate
            + "', 'fields.n.kind' = 'sequence', 'fields.n.start' = '0', 'fields.n.end' = '"
            + (count - 1)
            + "')");
    sql.executeSql(
        topic.ddl(
            "sink",
            COLUMNS,
            "'hashFields' = 'k'",
            "'batchCount' = '50'",
            "'retryCount' = '5'",
            "'retryDelay' = '100'",
            "'retryInterval' = '50'",
            "'shardDiscoveryInterval' = '100'",
            "'sink.parallelism' = '" + parallelism + "'"));
    writer =
        sql.executeSql("INSERT INTO sink SELECT MOD(n, " + KEYS + "), n FROM numbers")
            .getJobClient()
            .orElseThrow();
  }

  /** Starts the job that reads, and gathers what it reads. */
  void startReader(int parallelism, String savepoint) throws Exception {
    TableEnvironment sql = environment("reader", savepoint);
    sql.getConfig().set("parallelism.default", Integer.toString(parallelism));
    sql.executeSql(
        topic.ddl(
            "source",
            COLUMNS
                + ", shard BIGINT METADATA FROM 'shard-id' VIRTUAL, `sequence` STRING METADATA VIRTUAL,"
                + " attributes MAP<STRING, STRING> METADATA VIRTUAL",
            "'maxFetchSize' = '100'",
            "'retryCount' = '5'",
            "'retryDelay' = '100'",
            "'shardDiscoveryInterval' = '100'"));
    TableResult result =
        sql.executeSql(
            "SELECT shard, CAST(`sequence` AS BIGINT), k, n, CAST(attributes['run'] AS BIGINT),"
                + " CAST(attributes['seq'] AS BIGINT) FROM source");
    reader = result.getJobClient().orElseThrow();
    Thread gathering = new Thread(() -> gather(result), "reader of numbers");
    gathering.setDaemon(true);
    gathering.start();
  }

  private void gather(TableResult result) {
    try (CloseableIterator<Row> rows = result.collect()) {
      while (rows.hasNext()) {
        received.add(Receipt.of(rows.next()));
      }
    } catch (Exception e) {
      // The job was stopped or cancelled, by the test; what arrived until then counts.
      received.add(Receipt.END);
    }
  }

  /** All that was read so far, in the order in which the job passed it on. */
  List<Receipt> received() {
    synchronized (received) {
      return received.stream().filter(receipt -> receipt != Receipt.END).toList();
    }
  }

  /** How many different numbers were read so far. */
  long arrived() {
    return received().stream().mapToLong(Receipt::number).distinct().count();
  }

  /** Stops the writing job at a savepoint, and returns its path. */
  String stopWriter() throws Exception {
    String savepoint = stop(writer);
    writer = null;
    return savepoint;
  }

  private String stop(JobClient job) throws Exception {
    return job.stopWithSavepoint(
            false,
            checkpoints.resolve("savepoints").toUri().toString(),
            SavepointFormatType.CANONICAL)
        .get(1, TimeUnit.MINUTES);
  }

  /** Waits for the end of the writing job, which must be a good one. */
  void awaitWriter() throws Exception {
    writer.getJobExecutionResult().get(3, TimeUnit.MINUTES);
    writer = null;
  }

  private TableEnvironment environment(String job, String savepoint) {
    Configuration configuration = new Configuration();
    configuration.setString("parallelism.default", "1");
    configuration.setString("taskmanager.numberOfTaskSlots", "4");
    configuration.setString("taskmanager.memory.network.max", "64 mb");
    configuration.setString("taskmanager.memory.managed.size", "32 mb");
    configuration.setString("rest.port", "0");
    configuration.setString("restart-strategy.type", "fixed-delay");
    configuration.setString("restart-strategy.fixed-delay.attempts", "1000");
    configuration.setString("restart-strategy.fixed-delay.delay", "200 ms");
    configuration.setString("execution.checkpointing.interval", "200 ms");
    configuration.setString("execution.checkpointing.tolerable-failed-checkpoints", "1000");
    configuration.setString(
        "execution.checkpointing.dir", checkpoints.resolve(job).toUri().toString());
    if (savepoint != null) {
      configuration.setString("execution.state-recovery.path", savepoint);
    }
    return TableEnvironment.create(
        EnvironmentSettings.newInstance().withConfiguration(configuration).build());
  }

  @Override
  public void close() throws Exception {
    for (JobClient job : new JobClient[] {writer, reader}) {
      if (job != null) {
        job.cancel().get(1, TimeUnit.MINUTES);
      }
    }
  }
}
