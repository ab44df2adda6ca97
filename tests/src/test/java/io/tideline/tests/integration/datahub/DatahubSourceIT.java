package io.tideline.tests.integration.datahub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.FreezingProxy;
import io.tideline.tests.testkit.Topic;
import io.tideline.tests.testkit.TopicOperator;
import io.tideline.tests.testkit.TopicReading;
import io.tideline.tests.testkit.TopicReading.Read;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Where a read begins and ends, and what it does when the subscription or the server is away. */
class DatahubSourceIT {

  @TempDir Path directory;
  private LocalDatahub server;
  private Topic topic;
  private TopicOperator operator;
  private TopicReading reading;

  @BeforeEach
  void startServer(TestInfo test) throws Exception {
    server =
        LocalDatahub.start(
            DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("datahub")));
    topic = Topic.create(server.endpoint(), "source", 2, "k:BIGINT", "n:BIGINT");
    operator = topic.operator();
    reading = new TopicReading(topic, directory, test.getDisplayName());
  }

  @AfterEach
  void stopServer() throws Exception {
    server.close();
  }

  @Test
  void aReadFromTheLatestIsFixedInTheFirstCheckpoint() throws Exception {
    operator.put("0", 0, 100);
    reading.with("'startFrom' = 'latest'").start();
    awaitCheckpoint();
    reading.stop();

    operator.put("0", 100, 110);
    operator.put("1", 110, 120);
    reading.start();
    reading.awaitRecords(20);
    reading.cancel();
    assertThat(numbers()).containsExactlyElementsOf(range(100, 120));
  }

  @Test
  void aReadBeginsAtTheSequenceOfEachShardAndElsewhereAtTheOldest() throws Exception {
    operator.put("0", 0, 100);
    operator.put("1", 100, 200);
    reading.with("'startSequences' = '1:95'", "'startFrom' = 'oldest'").start();
    reading.awaitRecords(105);
    reading.cancel();
    assertThat(numbers())
        .containsExactlyElementsOf(
            Stream.concat(range(0, 100).stream(), range(195, 200).stream()).toList());
  }

  @Test
  void aStreamWithAnEndTimeEndsWithEmptyAndClosedShardsAndTheirChildren() throws Exception {
    operator.put("0", 0, 100);
    operator.split("0");
    operator.put("2", 100, 200);
    long end = System.currentTimeMillis() / 1000 * 1000 + 2_000;
    reading
        .with(
            "'endTime' = '"
                + Instant.ofEpochMilli(end).toString().replace("T", " ").replace("Z", "")
                + "'")
        .start();
    reading.end().get();

    assertThat(numbers()).containsExactlyElementsOf(range(0, 200));
  }

  @Test
  void aJobGoesOnWhenItsOffsetIsResetTakenOverOrTheSubscriptionIsAwayAndCommitsLater()
      throws Exception {
    operator.put("0", 0, 100);
    reading.start();
    awaitCommitted(99);

    operator.resetOffset("0", 5);
    operator.put("0", 100, 200);
    awaitCommitted(199);

    operator.takeOver("0");
    operator.put("0", 200, 300);
    awaitCommitted(299);

    operator.takeOffline();
    operator.put("0", 300, 400);
    reading.awaitRecords(400);
    operator.bringOnline();
    awaitCommitted(399);

    operator.deleteSubscription();
    operator.put("0", 400, 500);
    reading.awaitRecords(500);
    reading.cancel();
    assertThat(numbers()).containsExactlyElementsOf(range(0, 500));
  }

  @Test
  void aJobFailsForARefusedCommitWhenTheOptionSaysSo() throws Exception {
    operator.put("0", 0, 100);
    reading.with("'offsetReset' = 'fail'").start();
    awaitCommitted(99);
    operator.resetOffset("0", 5);
    operator.put("0", 100, 200);

    assertThatThrownBy(() -> reading.end().get())
        .hasStackTraceContaining("someone has set its offsets; option 'offsetReset' is 'fail'");
  }

  @Test
  void aJobThatNeedsASubscriptionThatIsGoneSaysHowToStartWithoutIt() throws Exception {
    operator.deleteSubscription();
    reading.start();

    assertThatThrownBy(() -> reading.end().get())
        .hasStackTraceContaining("option 'subId' is 'reader'")
        .hasStackTraceContaining("set 'startFrom' = 'oldest' or 'latest'");
  }

  @Test
  void checkpointsCompleteAndTheJobIsCancelledWhileTheServerDoesNotAnswer() throws Exception {
    operator.put("0", 0, 100);
    try (FreezingProxy proxy = new FreezingProxy(server.port())) {
      reading.with("'endPoint' = '" + proxy.endpoint() + "'").start();
      reading.awaitRecords(100);
      proxy.freeze();
      awaitCheckpoint();
      reading.cancel();
    }
    assertThat(numbers()).containsExactlyElementsOf(range(0, 100));
  }

  /** Without a source that marks it, the empty shard would hold the window back for ever. */
  @Test
  void anEmptyShardAndReadersWithoutAnyDoNotHoldBackTheWatermark() throws Exception {
    operator.put("0", 0, 100);
    Configuration configuration = new Configuration();
    configuration.setString("parallelism.default", "3");
    configuration.setString("taskmanager.numberOfTaskSlots", "3");
    configuration.setString("rest.port", "0");
    StreamTableEnvironment sql =
        StreamTableEnvironment.create(
            StreamExecutionEnvironment.getExecutionEnvironment(configuration));
    sql.executeSql(
        topic.ddl(
            "timed",
            "n BIGINT, t AS TO_TIMESTAMP_LTZ(n * 1000, 3),"
                + " WATERMARK FOR t AS t - INTERVAL '1' SECOND"));
    try (CloseableIterator<Row> windows =
        sql.executeSql(
                "SELECT COUNT(*) FROM TABLE(TUMBLE(TABLE timed, DESCRIPTOR(t), INTERVAL '10' SECOND))"
                    + " GROUP BY window_start, window_end")
            .collect()) {
      for (int window = 0; window < 9; window++) {
        assertThat(windows.next().<Long>getFieldAs(0)).isEqualTo(10);
      }
    }
  }

  /** One that begins after now. */
  private void awaitCheckpoint() {
    long before = checkpoints();
    await().atMost(Duration.ofSeconds(60)).until(() -> checkpoints() >= before + 2);
  }

  /** The highest number of a checkpoint that is complete. */
  private long checkpoints() {
    try (Stream<Path> files = Files.walk(directory.resolve("checkpoints"))) {
      return files
          .filter(file -> file.getFileName().toString().equals("_metadata"))
          .map(file -> file.getParent().getFileName().toString().replace("chk-", ""))
          .mapToLong(Long::parseLong)
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      // Flink removes older ones while they are listed, or there is none yet.
      return 0;
    }
  }

  private void awaitCommitted(long sequence) {
    await().atMost(Duration.ofSeconds(60)).until(() -> operator.committed("0") == sequence);
  }

  private List<Long> numbers() {
    return reading.read().stream().map(Read::n).sorted().toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
