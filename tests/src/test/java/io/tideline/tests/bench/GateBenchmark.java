package io.tideline.tests.bench;

import io.tideline.tests.bench.DeliverJob.Gate;
import io.tideline.tests.bench.DeliverJob.Target;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Topic → gate → decoder → blackhole, with the gate off, on with its state on the heap, on with
 * RocksDB, and with a hundred tables and routes in place of one; beside one plain thread that only
 * parses the same rows with Jackson ({@link PlainParser}). From the project's directory:
 *
 * <pre>{@code
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.class=GateBenchmark  # 1 M keys, 3 rounds
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.class=GateBenchmark -Dbench.quick  # 100,000 keys, 1 round
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.class=GateBenchmark -Dbench.keys=10000000 -Dbench.heap=6g -Dbench.rounds=1 \
 *     -Dbench.gates=heap,rocksdb                                               # without the 100 routes
 * }</pre>
 *
 * <p>Each job reads a topic of an own server process from its beginning: an INSERT of each key,
 * which warms up and fills the gate's state, then UPDATEs of keys at random with both images, of
 * which the last three quarters are measured. Parallelism 2, four shards, lz4.
 *
 * <p>How to read it: "of first" is the quotient by the first line of the same round. "client cores"
 * and "server cores" are how many the two processes kept busy: what the server takes of a small
 * machine the job lacks, so "per core/s" is there as well. It prints, and judges nothing.
 */
class GateBenchmark {

  private static final boolean QUICK = System.getProperty("bench.quick") != null;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", QUICK ? 1 : 3);
  private static final int KEYS = Integer.getInteger("bench.keys", QUICK ? 100_000 : 1_000_000);
  private static final int UPDATES = QUICK ? 1_000_000 : 2_000_000;
  private static final long FROM = KEYS + UPDATES / 4;
  private static final long TO = KEYS + UPDATES - 10_000;
  private static final int MANY = 100;
  private static final String WORK = System.getProperty("bench.gates", "heap,rocksdb,many");

  @TempDir Path directory;
  private DatahubProcess server;
  private int jobs;

  @Test
  void gateOnAndOffBesideAPlainParser() throws Exception {
    server = DatahubProcess.start(directory);
    try {
      Report.header("records", "first");
      Report report = new Report(String.format("gate, %,d keys", KEYS));
      Topic one = topic("one", 1);
      Topic many = WORK.contains("many") ? topic("many", MANY) : null;
      for (int round = 1; round <= ROUNDS; round++) {
        plain(round, report);
        long without = job(round, report, one, Gate.OFF, 1, 0);
        if (WORK.contains("heap")) {
          job(round, report, one, Gate.HEAP, 1, without);
        }
        if (WORK.contains("rocksdb")) {
          job(round, report, one, Gate.ROCKSDB, 1, without);
        }
        if (many != null) {
          job(round, report, many, Gate.HEAP, MANY, without);
        }
      }
      report.print();
    } finally {
      server.close();
    }
  }

  private void plain(int round, Report report) throws Exception {
    try (Meter meter = server.meter(2_000_000, 5_000_000)) {
      report.add(round, "plain thread, parses", new PlainParser().run(meter));
    }
  }

  /**
   * @param without bytes on the heap without the gate
   * @return bytes on the heap
   */
  private long job(int round, Report report, Topic topic, Gate gate, int routes, long without)
      throws Exception {
    String name = "gate " + gate.name().toLowerCase(Locale.ROOT) + ", " + routes + " routes";
    Path state = Files.createDirectory(directory.resolve("job-" + jobs++));
    DeliverJob job = new DeliverJob(topic, gate, Target.blackholes(routes), state);
    try (Meter meter = server.meter(FROM, TO)) {
      report.add(round, name, job.run(meter));
    }
    long heap = job.usedHeap();
    long savepoint = job.end();
    if (gate != Gate.OFF) {
      System.out.printf(
          "%s: bytes a key: %.1f on the heap, %.1f in a savepoint%n",
          name,
          gate == Gate.HEAP ? (heap - without) / (double) KEYS : 0,
          savepoint / (double) KEYS);
    }
    return heap;
  }

  private Topic topic(String name, int tables) throws Exception {
    Topic topic = Topic.create(server.endpoint(), name, OrderChanges.SHARDS, Topic.CHANGE_COLUMNS);
    new OrderChanges(KEYS, UPDATES, tables).put(topic);
    return topic;
  }
}
