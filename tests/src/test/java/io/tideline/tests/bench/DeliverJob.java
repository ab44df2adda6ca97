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

/** Topic, gate, decoder and a blackhole for each table, as one job of SQL in this JVM. */
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

  private final Path directory;
  private final InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
  private final JobClient job;

  DeliverJob(Topic topic, Gate gate, int routes, Path directory) {
    this.directory = directory;
    Configuration configuration = new Configuration();
    configuration.setString("parallelism.default", "2");
    configuration.setString("taskmanager.numberOfTaskSlots", "2");
    configuration.setString("taskmanager.memory.managed.size", "512 mb");
    configuration.setString("rest.port", "0");
    configuration.setString("pipeline.object-reuse", "true");
    configuration.setString("restart-strategy.type", "none");
    configuration.setString("execution.checkpointing.interval", "10 min");
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
                + " _event_time TIMESTAMP_LTZ(3) METADATA",
            "'gate' = '" + (gate == Gate.OFF ? "off" : "on") + "'"));
    StatementSet statements = sql.createStatementSet();
    for (int i = 0; i < routes; i++) {
      sql.executeSql(
          "CREATE TABLE orders_%d (%s) WITH ('table' = 'shop.orders_%d') LIKE base"
              .formatted(i, OrderChanges.COLUMNS, i));
      sql.executeSql(
          "CREATE TABLE route_%d (_event_id STRING, _op STRING, _position STRING, _event_time TIMESTAMP_LTZ(3), %s) WITH ('connector' = 'blackhole')"
              .formatted(i, OrderChanges.COLUMNS));
      statements.addInsertSql("INSERT INTO route_%d SELECT * FROM orders_%d".formatted(i, i));
    }
    job = statements.execute().getJobClient().orElseThrow();
  }

  /** Tells the meter how many rows the gate has delivered, until it is done. */
  Sample run(Meter meter) throws InterruptedException {
    await().atMost(Duration.ofMinutes(1)).until(() -> !counters().isEmpty());
    Collection<Counter> counters = counters();
    long told = 0;
    while (!meter.isDone()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      long delivered = counters.stream().mapToLong(Counter::getCount).sum();
      meter.add((int) (delivered - told));
      told = delivered;
    }
    return meter.await();
  }

  private Collection<Counter> counters() {
    return reporter.findMetrics(job.getJobID(), "changes-main-gate.*\\.delivered").values().stream()
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
