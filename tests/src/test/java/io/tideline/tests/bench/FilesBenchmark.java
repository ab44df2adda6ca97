package io.tideline.tests.bench;

import io.tideline.tests.bench.DeliverJob.Gate;
import io.tideline.tests.bench.DeliverJob.Target;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Topic → gate → decoder → files of each format, with everything on: duplicates are dropped, chains
 * and gaps are checked, rows carry their event for a dead letter, files are committed exactly once
 * with a checkpoint every 10 s. Beside it one plain thread that parses the same rows and writes the
 * same files without a framework ({@link PlainFiles}). From the project's directory:
 *
 * <pre>{@code
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.class=FilesBenchmark  # 2 M changes, 3 rounds
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.class=FilesBenchmark -Dbench.quick  # 1 round
 * mvn -q -pl tests -am verify -Pbench -DskipTests -Dbench.class=FilesBenchmark -Dbench.formats=parquet
 * }</pre>
 *
 * <p>Each job reads 2,000,000 changes of 500,000 keys from the beginning: an INSERT of each key,
 * which warms up and fills the gate's state, then UPDATEs of keys at random with both images, 600
 * bytes each with ten typed columns. Measured are the rows from the 800,000th written on.
 * Parallelism 2, four shards, lz4, a server process of its own on the same machine.
 *
 * <p>How to read it: "of plain" is the quotient by the plain thread of the same round and format.
 * "client cores" and "server cores" are how many the two processes kept busy: what the server takes
 * of a small machine the job lacks, so "per core/s" is there as well. It prints, and judges
 * nothing.
 */
class FilesBenchmark {

  private static final boolean QUICK = System.getProperty("bench.quick") != null;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", QUICK ? 1 : 3);
  private static final int KEYS = 500_000;
  private static final int UPDATES = 1_500_000;
  private static final long FROM = 800_000;
  private static final long TO = KEYS + UPDATES - 10_000;
  private static final String FORMATS = System.getProperty("bench.formats", "json,csv,parquet");

  @TempDir Path directory;
  private DatahubProcess server;
  private int jobs;

  @Test
  void eachFormatBesideAPlainThread() throws Exception {
    server = DatahubProcess.start(directory);
    try {
      Topic topic =
          Topic.create(server.endpoint(), "orders", OrderChanges.SHARDS, Topic.CHANGE_COLUMNS);
      new OrderChanges(KEYS, UPDATES, 1).put(topic);
      PlainFiles plain = new PlainFiles(directory);
      Report.header("rows", "plain");
      for (String format : FORMATS.split(",")) {
        Report report = new Report("topic to " + format);
        for (int round = 1; round <= ROUNDS; round++) {
          try (Meter meter = server.meter(FROM, TO)) {
            report.add(round, "plain thread", plain.run(format, meter));
          }
          report.add(round, "deliver job", deliver(topic, format));
        }
        report.print();
      }
    } finally {
      server.close();
    }
  }

  private Sample deliver(Topic topic, String format) throws Exception {
    Path own = Files.createDirectory(directory.resolve("job-" + jobs++));
    DeliverJob job = new DeliverJob(topic, Gate.HEAP, Target.files(own, format), own);
    try (Meter meter = server.meter(FROM, TO)) {
      Sample sample = job.run(meter);
      job.end();
      return sample;
    }
  }
}
