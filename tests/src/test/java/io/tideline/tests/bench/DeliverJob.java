package io.tideline.tests.bench;

import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;

/** Topic, gate, decoder and routes of all their rows, as one job of SQL in this JVM. */
final class DeliverJob {

  /** How the gate is set. */
  enum Gate {
    OFF("hashmap"),
    HEAP("hashmap"),
    ROCKSDB("rocksdb");

    private final String backend;

    Gate(String backend) {
      this.backend = backend;
    }
  }

  /** As sql/deliver has it: the whole event, for the dead letter of a row that is refused. */
  private static final String CARRIED_EVENT =
      ", _event ROW<event_id STRING, op STRING, source STRING, database_name STRING, table_name STRING,"
          + " event_time TIMESTAMP_LTZ(3), primary_key STRING, `before` STRING, `after` STRING,"
          + " `position` STRING, transaction_id STRING, shard STRING, `sequence` BIGINT, run BIGINT,"
          + " seq BIGINT, attempt INT, route STRING> METADATA";

  /**
   * Where the rows of the tables go.
   *
   * @param routes of shop.orders_0 and so on
   * @param event the column that carries a row's event with it; empty for none
   * @param options of a route's table, whose number stands for %d
   * @param counter of the rows that have arrived
   * @param checkpoints the time from one to the next
   */
  record Target(int routes, String event, String options, String counter, String checkpoints) {

    static Target blackholes(int routes) {
      return new Target(
          routes, "", "'connector' = 'blackhole'", "changes-main-gate.*\\.delivered", "10 min");
    }

    /** Files of one table, with dead letters and checkpoints. */
    static Target files(Path directory, String format) {
      return new Target(
          1,
          CARRIED_EVENT,
          "'connector' = 'change-files', 'path' = '%s', 'table' = 'shop.orders_%%d', 'format' = '%s', 'dead-letter-path' = '%s'"
              .formatted(directory.resolve("files"), format, directory.resolve("letters")),
          "change-files-.*\\.rowsWritten",
          "10 s");
    }
  }

  private final Path directory;
  private final Target target;
  private final InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
  private final JobClient job;

  DeliverJob(Topic topic, Gate gate, Target target, Path directory) {
    this.directory = directory;
    this.target = target;
    Configuration configuration = new Configuration();
    configuration.setString("parallelism.default", "2");
    configuration.setString("taskmanager.numberOfTaskSlots", "2");
    configuration.setString("taskmanager.memory.managed.size", "512 mb");
    configuration.setString("rest.port", "0");
    configuration.setString("pipeline.object-reuse", "true");
    configuration.setString("restart-strategy.type", "none");
    configuration.setString("execution.checkpointing.interval", target.checkpoints);
    configuration.setString("execution.checkpointing.dir", directory.toUri().toString());
    configuration.setString("state.backend.type", gate.backend);
    reporter.addToConfiguration(configuration);
    TableEnvironment sql =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(configuration).build());
    sql.executeSql(
        topic.changesDdl(
            "base",
            "_event_id STRING METADATA, _op STRING METADATA, _position STRING METADATA,"
                + " _event_time TIMESTAMP_LTZ(3) METADATA"
                + target.event,
            "'gate' = '" + (gate == Gate.OFF ? "off" : "on") + "'",
            // A job before may have committed offsets to the subscription.
            "'startFrom' = 'oldest'"));
    StatementSet statements = sql.createStatementSet();
    for (int i = 0; i < target.routes; i++) {
      sql.executeSql(
          "CREATE TABLE orders_%d (%s) WITH ('table' = 'shop.orders_%d') LIKE base"
              .formatted(i, OrderChanges.COLUMNS, i));
      sql.executeSql(
          "CREATE TABLE route_%d (_event_id STRING, _op STRING, _position STRING, _event_time TIMESTAMP_LTZ(3)%s, %s) WITH (%s)"
              .formatted(i, target.event, OrderChanges.COLUMNS, target.options.formatted(i)));
      statements.addInsertSql("INSERT INTO route_%d SELECT * FROM orders_%d".formatted(i, i));
    }
    job = statements.execute().getJobClient().orElseThrow();
  }

  /** Tells the meter how many rows have arrived, until it is done. */
  Sample run(Meter meter) throws InterruptedException {
    await().atMost(Duration.ofMinutes(1)).until(() -> !counters().isEmpty());
    Collection<Counter> counters = counters();
    long told = 0;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Meter.TIMEOUT_SECONDS);
    // At the end of the patience the meter tells how far the job has come.
    while (!meter.isDone() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      long delivered = counters.stream().mapToLong(Counter::getCount).sum();
      meter.add((int) (delivered - told));
      told = delivered;
    }
    return meter.await();
  }

  private Collection<Counter> counters() {
    return reporter.findMetrics(job.getJobID(), target.counter).values().stream()
        .filter(metric -> metric instanceof Counter)
        .map(metric -> (Counter) metric)
        .toList();
  }

  /** Bytes on the heap after a collection. */
  long usedHeap() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Ends the job; bytes of the savepoint that it took before. */
  long end() throws Exception {
    job.triggerSavepoint(
            directory.resolve("savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
        .get(5, TimeUnit.MINUTES);
    job.cancel().get(1, TimeUnit.MINUTES);
    try (Stream<Path> files = Files.walk(directory.resolve("savepoint"))) {
      return files.filter(Files::isRegularFile).mapToLong(DeliverJob::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
