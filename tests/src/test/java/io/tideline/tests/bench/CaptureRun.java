package io.tideline.tests.bench;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.local.database.LocalDatabase;
import io.tideline.tests.testkit.TestDatabase;
import io.tideline.tests.testkit.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** A job of SQL that reads a database, on a cluster in this JVM; what it emits is counted. */
final class CaptureRun {

  private static final Path SQL = Path.of("..", "sql", "capture").toAbsolutePath().normalize();
  private static final int LOOK_MILLIS = 10;
  private static final int ASK_MILLIS = 100;

  private final CaptureLog log;
  private final InMemoryReporter metrics = InMemoryReporter.create();
  private final StreamTableEnvironment tables;

  CaptureRun(CaptureLog log) {
    this.log = log;
    Configuration configuration = new Configuration();
    metrics.addToConfiguration(configuration);
    configuration.setString("rest.port", "0");
    // As 'tideline run' has it; stock is given the same.
    configuration.setString("pipeline.object-reuse", "true");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(1);
    environment.enableCheckpointing(10_000);
    tables = StreamTableEnvironment.create(environment);
  }

  /** Counts the changes of a job that have come so far. */
  private interface Count {
    long changes(JobID job) throws Exception;
  }

  /** Stock 'mysql-cdc' to nowhere. An update is two rows of it: {@code rows} for all changes. */
  Sample stock(String table, Map<String, String> start, double rowsOfAChange, Meter meter)
      throws Exception {
    Map<String, String> options = log.database().connection();
    options.put("connector", "mysql-cdc");
    options.put("password", TestDatabase.PASSWORD);
    options.put("database-name", log.schema());
    options.put("table-name", table);
    options.putAll(start);
    tables.executeSql(
        String.format("CREATE TABLE stock (%s) WITH (%s)", CaptureLog.COLUMNS, clause(options)));
    tables.executeSql(
        String.format(
            "CREATE TABLE nowhere (%s) WITH ('connector' = 'blackhole')", CaptureLog.COLUMNS));
    return run(
        "INSERT INTO nowhere SELECT * FROM stock",
        job -> (long) (rowsOf(job) / rowsOfAChange),
        LOOK_MILLIS,
        meter);
  }

  /** The tables of sql/capture; events with both images as JSON go to nowhere. */
  Sample toNowhere(String table, Map<String, String> start, Meter meter) throws Exception {
    createTables(table, null);
    tables.executeSql(
        "CREATE TABLE capture.nowhere WITH ('connector' = 'blackhole')"
            + " LIKE capture.database_log (EXCLUDING ALL)");
    return run(insert("nowhere", start), this::rowsOf, LOOK_MILLIS, meter);
  }

  /** The job of sql/capture; counted is what the topic has taken. */
  Sample toTopic(String table, Map<String, String> start, Topic topic, Meter meter)
      throws Exception {
    createTables(table, topic);
    try (DataHubClient client = topic.client()) {
      return run(insert("topic", start), job -> topic.end(client), ASK_MILLIS, meter);
    }
  }

  /** The same, to run until it is cancelled. */
  JobClient startToTopic(String table, Map<String, String> start, Topic topic) throws Exception {
    createTables(table, topic);
    return tables.executeSql(insert("topic", start)).getJobClient().orElseThrow();
  }

  private static String insert(String sink, Map<String, String> start) {
    return String.format(
        "INSERT INTO capture.%s SELECT * FROM capture.database_log /*+ OPTIONS(%s) */",
        sink, clause(start));
  }

  /**
   * @param topic null if the job has none
   */
  private void createTables(String table, Topic topic) throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("database.host", "127.0.0.1");
    values.put("database.port", log.database().connection().get("port"));
    values.put("database.username", LocalDatabase.USER);
    values.put("database.password", TestDatabase.PASSWORD);
    values.put("database.name", log.schema());
    values.put("database.tables", log.schema() + "." + table);
    values.put("database.timeZone", "UTC");
    values.put("database.source", "bench");
    values.put("database.snapshotRowsPerSecond", "0");
    execute("10_database.sql", values);
    if (topic != null) {
      values.put("datahub.endpoint", topic.endpoint());
      values.put("datahub.project", Topic.PROJECT);
      values.put("datahub.topic", topic.name());
      values.put("datahub.subscription", Topic.SUBSCRIPTION);
      values.put("datahub.accessId", Topic.ACCESS_ID);
      values.put("datahub.accessKey", Topic.ACCESS_KEY);
      values.put("deadLetters.path", Files.createTempDirectory("dead-letters").toString());
      execute("20_topic.sql", values);
    }
  }

  /** These files have no comment sign and no semicolon within a string. */
  private void execute(String file, Map<String, String> values) throws IOException {
    String sql = Files.readString(SQL.resolve(file)).replaceAll("--.*", "");
    for (Map.Entry<String, String> value : values.entrySet()) {
      sql = sql.replace("${" + value.getKey() + "}", value.getValue());
    }
    Arrays.stream(sql.split(";"))
        .filter(statement -> !statement.isBlank())
        .forEach(tables::executeSql);
  }

  private Sample run(String insert, Count count, int pollMillis, Meter meter) throws Exception {
    JobClient job = tables.executeSql(insert).getJobClient().orElseThrow();
    try {
      long counted = 0;
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Meter.TIMEOUT_SECONDS);
      while (!meter.isDone()) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(insert + " has made only " + counted + " changes");
        }
        Thread.sleep(pollMillis);
        long changes = count.changes(job.getJobID());
        meter.add((int) (changes - counted));
        counted = changes;
      }
      return meter.await();
    } finally {
      job.cancel().get();
    }
  }

  /** What the source has emitted; the chain that it begins counts apart. */
  private long rowsOf(JobID job) {
    return metrics.findMetrics(job, "Source: [^>]*\\.numRecordsOut$").values().stream()
        .mapToLong(counter -> ((Counter) counter).getCount())
        .sum();
  }

  private static String clause(Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> "'" + option.getKey() + "' = '" + option.getValue() + "'")
        .collect(Collectors.joining(", "));
  }
}
