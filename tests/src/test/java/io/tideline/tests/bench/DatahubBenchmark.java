package io.tideline.tests.bench;

import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The 'datahub' connector beside bare loops of the official SDK that do the same work on the same
 * server, which is a process of its own. From the project's directory:
 *
 * <pre>{@code
 * mvn -q -pl tests -am verify -Pbench -DskipTests                    # 2.5 minutes a round
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.rounds=1   # one round after the warm-up
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.work=put   # or get
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.quick      # a quarter of the records
 * }</pre>
 *
 * <p>Work is to put or get change events (the eleven columns of a topic of the pipeline) whose
 * values have 200 or 1024 bytes together, with the attributes run and seq, lz4, requests of 1 MiB
 * or 2000 records, gets of 1000. The bare loop has a thread and a request in flight a shard. Both
 * take turns in one JVM; the first turn only warms up, the figures are medians of the others.
 *
 * <p>How to read it: "of bare" is the quotient of neighbouring turns. "per core/s" are records by
 * the processor time of the client's process, garbage collection and compilation included; unlike
 * "records/s" it hardly depends on what else the machine does. "client cores" and "server cores"
 * are how many the two processes kept busy; where both together are as many as the machine has, or
 * the server's are as many as there are shards, the server limits what is measured. It prints, and
 * judges nothing.
 */
class DatahubBenchmark {

  private static final int LIMIT = 1000;
  private static final boolean QUICK = System.getProperty("bench.quick") != null;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", QUICK ? 1 : 3);
  private static final String WORK = System.getProperty("bench.work", "put,get");

  @TempDir Path directory;
  private DatahubProcess server;
  private int topics;

  @Test
  void connectorBesideBareSdk() throws Exception {
    server = DatahubProcess.start(directory);
    try {
      Report.header("records", "bare");
      for (int bytes : new int[] {200, 1024}) {
        for (int shards : new int[] {1, 4}) {
          if (WORK.contains("put")) {
            put(bytes, shards);
          }
          if (WORK.contains("get")) {
            get(bytes, shards);
          }
        }
      }
    } finally {
      server.close();
    }
  }

  private void put(int bytes, int shards) throws Exception {
    int batch = batch(bytes);
    long count = count(bytes);
    ChangeEvents events = new ChangeEvents(bytes);
    Report report = new Report(work("put", bytes, shards));
    for (int round = 0; round <= ROUNDS; round++) {
      Topic topic = topic(shards);
      BareSdk sdk = new BareSdk(server.endpoint(), topic.name(), shards);
      try (Meter meter = server.meter(count, count * 2)) {
        sdk.put(events, batch, meter);
        report.add(round, "bare SDK", meter.await());
      }
      sdk.deleteTopic();
      for (int parallelism : parallelisms(shards)) {
        topic = topic(shards);
        try (Meter meter = server.meter(count, count * 2)) {
          report.add(
              round,
              "connector, parallelism " + parallelism,
              new ConnectorJob(topic, parallelism, batch, LIMIT).put(events, meter));
        }
        new BareSdk(server.endpoint(), topic.name(), shards).deleteTopic();
      }
    }
    report.print();
  }

  private void get(int bytes, int shards) throws Exception {
    int batch = batch(bytes);
    long count = count(bytes);
    Topic topic = topic(shards);
    BareSdk sdk = new BareSdk(server.endpoint(), topic.name(), shards);
    sdk.fill(new ChangeEvents(bytes), batch, count * 9 / 4);
    Report report = new Report(work("get", bytes, shards));
    for (int round = 0; round <= ROUNDS; round++) {
      try (Meter meter = server.meter(count, count * 2)) {
        sdk.get(LIMIT, meter);
        report.add(round, "bare SDK", meter.await());
      }
      for (int parallelism : parallelisms(shards)) {
        try (Meter meter = server.meter(count, count * 2)) {
          report.add(
              round,
              "connector, parallelism " + parallelism,
              new ConnectorJob(topic, parallelism, batch, LIMIT).get(meter));
        }
      }
    }
    sdk.deleteTopic();
    report.print();
  }

  private static String work(String what, int bytes, int shards) {
    return String.format("%s %d B, %d shard%s", what, bytes, shards, shards == 1 ? "" : "s");
  }

  private static int[] parallelisms(int shards) {
    return shards == 1 ? new int[] {1} : new int[] {1, 2};
  }

  private static int batch(int bytes) {
    return Math.min(2000, 1024 * 1024 / bytes);
  }

  private static long count(int bytes) {
    return (bytes < 1000 ? 1_200_000 : 500_000) / (QUICK ? 4 : 1);
  }

  private Topic topic(int shards) {
    return Topic.create(server.endpoint(), "bench" + topics++, shards, Topic.CHANGE_COLUMNS);
  }
}
