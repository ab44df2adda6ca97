package io.tideline.tests.testkit;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** A job that reads a topic of the columns k and n, and notes what it gets. It never restarts. */
public final class TopicReading {

  private static final Map<String, Queue<Read>> READ = new ConcurrentHashMap<>();

  private final Topic topic;
  private final Path directory;
  private final String name;
  private final Configuration configuration = new Configuration();
  private String[] options = {};
  private JobClient job;
  private CompletableFuture<JobExecutionResult> end;

  /** One record, as it came. */
  public record Read(long shard, long sequence, long n) {}

  /**
   * @param name of the test, so that readings do not mix
   */
  public TopicReading(Topic topic, Path directory, String name) {
    this.topic = topic;
    this.directory = directory;
    this.name = name;
    READ.put(name, new ConcurrentLinkedQueue<>());
    set("parallelism.default", "2");
    set("taskmanager.numberOfTaskSlots", "4");
    set("rest.port", "0");
    set("restart-strategy.type", "none");
    set("execution.checkpointing.interval", "200 ms");
    set("execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
  }

  public TopicReading set(String key, String value) {
    configuration.setString(key, value);
    return this;
  }

  public TopicReading withoutCheckpoints() {
    configuration.removeKey("execution.checkpointing.interval");
    return this;
  }

  /**
   * @param options of the table, like {@code 'startFrom' = 'latest'}
   */
  public TopicReading with(String... options) {
    this.options = options;
    return this;
  }

  public TopicReading start() throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    StreamTableEnvironment sql = StreamTableEnvironment.create(environment);
    String[] all = new String[options.length + 1];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = "'shardDiscoveryInterval' = '200'";
    sql.executeSql(
        topic.ddl(
            "reading",
            "k BIGINT, n BIGINT, shard BIGINT METADATA FROM 'shard-id' VIRTUAL,"
                + " `sequence` STRING METADATA VIRTUAL",
            all));
    sql.toDataStream(sql.sqlQuery("SELECT shard, CAST(`sequence` AS BIGINT) AS s, n FROM reading"))
        .map(new Note(name))
        .sinkTo(new DiscardingSink<>());
    job = environment.executeAsync();
    end = job.getJobExecutionResult();
    return this;
  }

  public List<Read> read() {
    return List.copyOf(READ.get(name));
  }

  public void awaitRecords(int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .failFast(() -> end.isDone() && read().size() < count)
        .until(() -> read().size() >= count);
  }

  /** Returns when the job has stopped. */
  public void cancel() throws Exception {
    job.cancel().get();
    end.handle((result, fault) -> null).get();
  }

  /** How the job ended. */
  public CompletableFuture<JobExecutionResult> end() {
    return end;
  }

  /** The next start goes on from here. */
  public void stop() throws Exception {
    String savepoint =
        job.stopWithSavepoint(
                false,
                directory.resolve("savepoints").toUri().toString(),
                SavepointFormatType.CANONICAL)
            .get();
    set("execution.state-recovery.path", savepoint);
  }

  private static final class Note extends RichMapFunction<Row, Long> {
    private final String reading;

    private Note(String reading) {
      this.reading = reading;
    }

    @Override
    public Long map(Row row) {
      Read read = new Read(row.getFieldAs(0), row.getFieldAs(1), row.getFieldAs(2));
      READ.get(reading).add(read);
      return read.n();
    }
  }
}
