package io.tideline.tests.bench;

import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.TidelineProcess;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Capture beside stock 'mysql-cdc' and a bare reader of the log, all on the same log of the same
 * database, which is a process of its own, as is the DataHub server. From the project's directory:
 *
 * <pre>{@code
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.class=CaptureBenchmark
 *     -Dbench.rounds=3         # after one that only warms up
 *     -Dbench.changes=2000000  # in the log
 *     -Dbench.rows=1000000     # of the snapshot
 *     -Dbench.seconds=30       # of changes whose latency is measured
 *     -Dbench.work=log,snapshot,latency
 * }</pre>
 *
 * <p>{@link CaptureLog} tells what is in the log. Stock and capture run in this JVM at parallelism
 * 1, with object reuse, a checkpoint each 10 s. Capture is the SQL of sql/capture. The first tenth
 * of the changes is not timed. A change of stock is one too, though it makes two rows of an update;
 * of the topic, one that the service has taken. "of stock" is the quotient within a round, all
 * figures are medians. "server cores" are those of database and DataHub together. It prints, and
 * judges nothing.
 */
class CaptureBenchmark {

  private static final Pattern READY = Pattern.compile("datahub: (http://\\S+) ready");
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final long CHANGES = Long.getLong("bench.changes", 2_000_000);
  private static final long ROWS = Long.getLong("bench.rows", 1_000_000);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 30);
  private static final String WORK = System.getProperty("bench.work", "log,snapshot,latency");
  private static final int RATE = 2_000;
  private static final int WARM_SECONDS = 10;
  private static final int SHARDS = 4;

  /** Of ten changes, four are updates, which stock makes two rows of. */
  private static final double ROWS_OF_A_CHANGE = 1.4;

  @TempDir Path directory;
  private CaptureLog log;
  private TidelineProcess datahub;
  private int topics;

  @BeforeEach
  void start() throws Exception {
    datahub =
        TidelineProcess.start(
            directory,
            Map.of(
                "TIDELINE_DATAHUB_ACCESS_ID", Topic.ACCESS_ID,
                "TIDELINE_DATAHUB_ACCESS_KEY", Topic.ACCESS_KEY),
            "datahub",
            "--port",
            "0",
            "--data",
            directory.resolve("data").toString());
    await().atMost(Duration.ofSeconds(60)).until(() -> READY.matcher(datahub.output()).find());
    long begin = System.nanoTime();
    log = new CaptureLog(CHANGES);
    System.out.printf(
        "a log of %,d changes, made in %d s%n",
        log.changes(), Duration.ofNanos(System.nanoTime() - begin).toSeconds());
  }

  @AfterEach
  void stop() throws Exception {
    datahub.close();
    log.close();
  }

  @Test
  void captureBesideStock() throws Exception {
    Report.header("changes", "stock");
    if (WORK.contains("log")) {
      readLog();
    }
    if (WORK.contains("snapshot")) {
      readSnapshot();
    }
    if (WORK.contains("latency")) {
      measureLatency();
    }
  }

  private void readLog() throws Exception {
    Map<String, String> start =
        Map.of(
            "scan.startup.mode",
            "specific-offset",
            "scan.startup.specific-offset.file",
            log.file(),
            "scan.startup.specific-offset.pos",
            Long.toString(log.offset()));
    Report report = new Report("log");
    for (int round = 0; round <= ROUNDS; round++) {
      try (Meter meter = meter(log.changes())) {
        report.add(
            round,
            "stock to blackhole",
            new CaptureRun(log).stock("orders", start, ROWS_OF_A_CHANGE, meter));
      }
      try (Meter meter = meter(log.changes())) {
        report.add(
            round, "capture to blackhole", new CaptureRun(log).toNowhere("orders", start, meter));
      }
      Topic topic = topic();
      try (Meter meter = meter(log.changes())) {
        report.add(
            round,
            "capture into DataHub",
            new CaptureRun(log).toTopic("orders", start, topic, meter));
      }
      new BareSdk(topic.endpoint(), topic.name(), SHARDS).deleteTopic();
      try (Meter meter = meter(log.changes())) {
        report.add(round, "bare reader", BareLog.read(log, meter));
      }
    }
    report.print();
  }

  private void readSnapshot() throws Exception {
    log.fillTableOf(ROWS);
    Map<String, String> start = Map.of("scan.startup.mode", "initial");
    Report report = new Report("snapshot");
    for (int round = 0; round <= ROUNDS; round++) {
      for (String poll : List.of("500", "10")) {
        try (Meter meter = meter(ROWS)) {
          report.add(
              round,
              "stock, polls each " + poll + " ms",
              new CaptureRun(log)
                  .stock(
                      "stock",
                      Map.of("scan.startup.mode", "initial", "debezium.poll.interval.ms", poll),
                      1,
                      meter));
        }
      }
      try (Meter meter = meter(ROWS)) {
        report.add(
            round, "capture to blackhole", new CaptureRun(log).toNowhere("stock", start, meter));
      }
    }
    report.print();
  }

  private void measureLatency() throws Exception {
    log.createTable("visits");
    Topic topic = topic();
    JobClient job =
        new CaptureRun(log)
            .startToTopic("visits", Map.of("scan.startup.mode", "latest-offset"), topic);
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> topic.end() > 0);
      long warm = CommitLatency.write(log, "visits", 0, RATE, WARM_SECONDS);
      long end = CommitLatency.write(log, "visits", warm, RATE, SECONDS);
      await().atMost(Duration.ofMinutes(1)).until(() -> CommitLatency.of(topic, 0).length == end);
      CommitLatency.print(CommitLatency.of(topic, warm), RATE);
    } finally {
      job.cancel().get();
    }
  }

  /** The first tenth is not timed. */
  private Meter meter(long changes) {
    return new Meter(
        ProcessHandle.current().descendants().toList(), changes / 10, changes - SHARDS);
  }

  private Topic topic() throws Exception {
    Matcher ready = READY.matcher(datahub.output());
    ready.find();
    return Topic.create(ready.group(1), "bench" + topics++, SHARDS, Topic.CHANGE_COLUMNS);
  }
}
