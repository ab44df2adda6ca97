package io.tideline.tests.integration.datahub;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.Topic;
import io.tideline.tests.testkit.TopicOperator;
import io.tideline.tests.testkit.TopicReading;
import io.tideline.tests.testkit.TopicReading.Read;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards that are split, merged and added while a job reads them. */
class DatahubShardsIT {

  @TempDir Path directory;
  private LocalDatahub server;
  private Topic topic;
  private TopicOperator operator;
  private long put;

  @BeforeEach
  void startServer() throws Exception {
    server =
        LocalDatahub.start(
            DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("datahub")));
    topic = Topic.create(server.endpoint(), "shards", 2, "k:BIGINT", "n:BIGINT");
    operator = topic.operator();
  }

  @AfterEach
  void stopServer() throws Exception {
    server.close();
  }

  @Test
  void aRunningJobFollowsThemWithoutFailoverLossOrDouble() throws Exception {
    put("0", "1");
    TopicReading reading = new TopicReading(topic, directory, "running").start();
    reading.awaitRecords(500);

    List<String> halves = operator.split("0");
    put(halves.get(0), halves.get(1), "1");
    String merged = operator.merge(halves.get(0), halves.get(1));
    put(merged, "1");
    List<String> quarters = operator.split(merged);
    operator.extendTo(4);
    put(quarters.get(0), quarters.get(1), "1", "7");

    reading.awaitRecords((int) put);
    reading.cancel();
    assertReadOnceAndParentsFirst(
        reading.read(), Map.of("2", "0", "3", "0", "4", "2", "5", "4", "6", "4"));
  }

  @Test
  void aJobRestoredWithAnotherParallelismGoesOnInEveryStageOfASplit() throws Exception {
    put("0", "1");
    TopicReading reading = new TopicReading(topic, directory, "restored").start();
    reading.awaitRecords(1000);
    reading.stop();

    operator.split("0");
    put("2", "3");
    reading.set("parallelism.default", "3").start();
    reading.awaitRecords(2000);
    operator.split("2");
    reading.stop();

    put("4", "5", "1");
    reading.set("parallelism.default", "1").start();
    reading.awaitRecords((int) put);
    operator.split("3");
    put("6", "7");
    reading.awaitRecords((int) put);
    reading.cancel();
    assertReadOnceAndParentsFirst(
        reading.read(), Map.of("2", "0", "3", "0", "4", "2", "5", "2", "6", "3", "7", "3"));
  }

  /** A job without checkpoints has none to wait for. */
  @Test
  void aJobWithoutCheckpointsReadsTheChildrenToo() throws Exception {
    put("0", "1");
    operator.split("0");
    put("2", "3");
    TopicReading reading =
        new TopicReading(topic, directory, "unchecked").withoutCheckpoints().start();
    reading.awaitRecords((int) put);
    reading.cancel();
    assertThat(reading.read()).hasSize((int) put).doesNotHaveDuplicates();
  }

  private void put(String... shards) {
    for (String shard : shards) {
      operator.put(shard, put, put + 500);
      put += 500;
    }
  }

  private void assertReadOnceAndParentsFirst(List<Read> read, Map<String, String> parents) {
    assertThat(read.stream().map(Read::n).sorted())
        .containsExactlyElementsOf(LongStream.range(0, put).boxed().toList());
    Map<Long, Integer> first = new HashMap<>();
    Map<Long, Integer> last = new HashMap<>();
    Map<Long, Long> next = new HashMap<>();
    for (int i = 0; i < read.size(); i++) {
      Read each = read.get(i);
      first.putIfAbsent(each.shard(), i);
      last.put(each.shard(), i);
      assertThat(each.sequence()).isEqualTo(next.getOrDefault(each.shard(), 0L));
      next.put(each.shard(), each.sequence() + 1);
    }
    parents.forEach(
        (child, parent) -> {
          Integer begin = first.get(Long.parseLong(child));
          if (begin != null) {
            assertThat(begin).isGreaterThan(last.get(Long.parseLong(parent)));
          }
        });
  }
}
