package io.tideline.tests.testkit;

import io.tideline.event.Op;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** The changes of a database, captured by 'oceanbase-cdc' on the test's cluster into a list. */
public final class CaptureJob implements AutoCloseable {

  /** The job runs in this JVM, but its functions are copies. */
  private static final Map<String, Queue<Event>> EVENTS = new ConcurrentHashMap<>();

  private static final String TABLE =
      "CREATE TABLE database_log (event_id STRING, op STRING, source STRING, database_name STRING,"
          + " table_name STRING, event_time TIMESTAMP_LTZ(3), primary_key STRING, `before` STRING,"
          + " `after` STRING, `position` STRING, transaction_id STRING) WITH (%s)";

  private final String run = UUID.randomUUID().toString();
  private final StreamExecutionEnvironment environment;
  private final StreamTableEnvironment tables;
  private JobClient job;
  private boolean failed;

  private CaptureJob(Map<String, String> options, Configuration configuration) {
    environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(configuration.get(CoreOptions.DEFAULT_PARALLELISM));
    environment.enableCheckpointing(
        configuration
            .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
            .orElse(Duration.ofMillis(200))
            .toMillis());
    tables = StreamTableEnvironment.create(environment);
    tables.executeSql(String.format(TABLE, clause(options)));
    EVENTS.put(run, new ConcurrentLinkedQueue<>());
    String name = run;
    tables
        .toDataStream(tables.from("database_log"))
        .map(row -> keep(name, row))
        .uid("keep")
        .sinkTo(new DiscardingSink<>())
        .uid("end");
  }

  private static boolean keep(String run, Row row) {
    return EVENTS.get(run).add(Event.of(row));
  }

  /** The options for all tables of one schema. */
  public static Map<String, String> options(TestDatabase database, String schema) {
    Map<String, String> options = database.connection();
    options.put("changes-as-events", "true");
    options.put("source-name", "test-db");
    options.put("database-name", schema);
    options.put("table-name", schema + "\\..*");
    return options;
  }

  /** Options as a WITH clause holds them. */
  public static String clause(Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> "'" + option.getKey() + "' = '" + option.getValue() + "'")
        .collect(Collectors.joining(", "));
  }

  public static CaptureJob prepare(Map<String, String> options) {
    return new CaptureJob(options, new Configuration());
  }

  public static CaptureJob start(Map<String, String> options) throws Exception {
    CaptureJob job = prepare(options);
    job.run();
    return job;
  }

  public static CaptureJob startFrom(String savepoint, Map<String, String> options)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    CaptureJob job = new CaptureJob(options, configuration);
    job.run();
    return job;
  }

  /**
   * Starts a job of two readers: its snapshot waits for a checkpoint before the log is read.
   *
   * @param interval between two checkpoints
   */
  public static CaptureJob startWide(Map<String, String> options, Duration interval)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 2);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
    CaptureJob job = new CaptureJob(options, configuration);
    job.run();
    return job;
  }

  /** Starts a job that does not restart, for {@link #failure}. */
  public static CaptureJob startOnce(String savepoint, Map<String, String> options)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    CaptureJob job = new CaptureJob(options, configuration);
    job.run();
    return job;
  }

  /** Waits for the job to fail; null when it does not in time. */
  public Throwable failure(Duration timeout) throws Exception {
    try {
      job.getJobExecutionResult().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return null;
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      failed = true;
      return e.getCause();
    }
  }

  private void run() throws Exception {
    job = environment.executeAsync("capture");
  }

  public JobID id() {
    return job.getJobID();
  }

  /** All events of rows so far, in their order. */
  public List<Event> events() {
    return all().stream().filter(event -> event.op().isRow()).collect(Collectors.toList());
  }

  /** Also those that speak of no row: SCHEMA, TRUNCATE, REREAD, HEARTBEAT. */
  public List<Event> all() {
    return List.copyOf(EVENTS.get(run));
  }

  public List<Event> events(String op) {
    return all().stream()
        .filter(event -> event.op() == Op.valueOf(op))
        .collect(Collectors.toList());
  }

  public String savepoint(Path directory) throws Exception {
    return job.triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL).get();
  }

  /** The source itself, for what a job cannot be made to do at a given moment. */
  @SuppressWarnings("unchecked")
  public static Source<?, MySqlSplit, PendingSplitsState> source(Map<String, String> options) {
    return prepare(options).environment.getTransformations().stream()
        .flatMap(end -> end.getTransitivePredecessors().stream())
        .filter(SourceTransformation.class::isInstance)
        .map(
            source ->
                ((SourceTransformation<?, MySqlSplit, PendingSplitsState>) source).getSource())
        .findFirst()
        .orElseThrow();
  }

  /** What is handed to a cluster. */
  public JobGraph graph() {
    return environment.getStreamGraph(false).getJobGraph();
  }

  public String showCreateTable() {
    return (String)
        tables.executeSql("SHOW CREATE TABLE database_log").collect().next().getField(0);
  }

  public String explain() {
    return tables.explainSql("SELECT * FROM database_log");
  }

  @Override
  public void close() throws Exception {
    if (job != null && !failed) {
      job.cancel().get();
    }
    EVENTS.remove(run);
  }
}
