package io.tideline.connector.datahub.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * P3, P7: all rows are sent and a key's rows stay in order, whatever the service answers, whatever
 * happens to its shards, whenever the job goes down.
 */
class SinkOrderProperties {

  @Property(tries = 500)
  void everyRowIsSentAndAKeysRowsAreReadInOrder(
      @ForAll @IntRange(min = 1, max = 4) int shards,
      @ForAll @IntRange(min = 1, max = 3) int parallelism,
      @ForAll @IntRange(min = 1, max = 8) int batch,
      @ForAll @Size(max = 120) List<@IntRange(max = 1999) Integer> steps,
      @ForAll @Size(max = 60) List<SinkInMemory.Answer> answers) {
    TopicInMemory topic = new TopicInMemory(shards);
    SinkInMemory sink = new SinkInMemory(topic, new BatchLimits(batch, 1000, 1), answers, 7);
    sink.start(parallelism);
    long rows = 0;
    for (int step : steps) {
      apply(step, sink, topic, true);
      rows = Math.max(rows, sink.given());
    }
    sink.finish(rows);

    assertComplete(sink, topic, shards, rows);
  }

  @Property(tries = 300)
  void splitsAndExtendsNeedNoRestartAndWithOneWriterNeitherDoMerges(
      @ForAll @IntRange(min = 1, max = 4) int shards,
      @ForAll @IntRange(min = 1, max = 3) int parallelism,
      @ForAll @Size(max = 120) List<@IntRange(max = 1899) Integer> steps) {
    TopicInMemory topic = new TopicInMemory(shards);
    SinkInMemory sink = new SinkInMemory(topic, new BatchLimits(4, 1000, 1), List.of(), 7);
    sink.start(parallelism);
    for (int step : steps) {
      apply(step, sink, topic, parallelism == 1);
    }
    long rows = sink.given();
    sink.finish(rows);

    assertThat(sink.starts()).isEqualTo(1);
    assertComplete(sink, topic, shards, rows);
    // Without a restart nothing is sent twice.
    List<Object> keyed = new ArrayList<>();
    for (StoredRecord record : topic.read()) {
      if (!SinkInMemory.isBroadcast(record.n)) {
        keyed.add(record.n);
      }
    }
    assertThat(keyed).doesNotHaveDuplicates();
  }

  private static void apply(int step, SinkInMemory sink, TopicInMemory topic, boolean merges) {
    int pick = step % 100;
    switch (step / 100) {
      case 10:
      case 11:
      case 12:
        sink.answer(pick);
        break;
      case 13:
        sink.sendAll();
        break;
      case 14:
        sink.discover(pick);
        break;
      case 15:
        topic.split(topic.open(pick));
        break;
      case 16:
        if (merges) {
          topic.merge(topic.open(pick), topic.open(pick + 1));
        }
        break;
      case 17:
        topic.extend(1);
        break;
      case 18:
        sink.checkpoint();
        break;
      case 19:
        sink.crash(pick % 3 + 1);
        break;
      default:
        sink.write(pick % 6 + 1);
    }
  }

  private static void assertComplete(SinkInMemory sink, TopicInMemory topic, int roots, long rows) {
    assertCountsHaveNoGap(topic);
    Map<Object, StoredRecord> last = new HashMap<>();
    Map<Object, Long> lastShard = new HashMap<>();
    TreeSet<Long> delivered = new TreeSet<>();
    for (Map.Entry<Long, StoredRecord> read : topic.readWithShards()) {
      StoredRecord record = read.getValue();
      long n = record.n;
      if (SinkInMemory.isBroadcast(n) || SinkInMemory.isKeyless(n)) {
        delivered.add(n);
        continue;
      }
      StoredRecord before = last.get(record.key);
      long beforeN = before == null ? -1 : before.n;
      if (n > beforeN) {
        assertThat(delivered.add(n)).isTrue();
        last.put(record.key, record);
        lastShard.put(record.key, read.getKey());
      } else {
        // Sent again: known by its count, or by its other run, as the gate knows it.
        assertThat(delivered).contains(n);
        boolean sameRun = record.run == before.run;
        boolean sameCount =
            sameRun && read.getKey().equals(lastShard.get(record.key)) && record.seq <= before.seq;
        assertThat(!sameRun || sameCount).isTrue();
      }
    }
    assertBroadcastRowsInEveryLine(topic, roots, rows);
    List<Long> letters = new ArrayList<>();
    for (long n = 0; n < rows; n++) {
      boolean refused = SinkInMemory.isUnfit(n) || SinkInMemory.isMalformed(n);
      assertThat(delivered.contains(n)).as("row " + n).isEqualTo(!refused);
      if (refused && !SinkInMemory.isBroadcast(n)) {
        letters.add(n);
      }
    }
    List<Long> written = new ArrayList<>(sink.letters());
    written.removeIf(SinkInMemory::isBroadcast);
    Collections.sort(written);
    assertThat(written).isEqualTo(letters);
  }

  /** A shard of the first start, or one that continues it, has each of them. */
  private static void assertBroadcastRowsInEveryLine(TopicInMemory topic, int roots, long rows) {
    Map<Long, List<StoredRecord>> records = topic.records();
    for (long root = 0; root < roots; root++) {
      TreeSet<Object> line = new TreeSet<>();
      for (Map.Entry<Long, List<StoredRecord>> shard : records.entrySet()) {
        if (topic.continues(shard.getKey(), root)) {
          shard.getValue().forEach(record -> line.add(record.n));
        }
      }
      for (long n = 22; n < rows; n += 23) {
        boolean refused = SinkInMemory.isUnfit(n) || SinkInMemory.isMalformed(n);
        assertThat(refused || line.contains(n)).as("broadcast " + n).isTrue();
      }
    }
  }

  /** Within a shard and a run the first sight of each count is in order, from 0. */
  private static void assertCountsHaveNoGap(TopicInMemory topic) {
    topic
        .records()
        .values()
        .forEach(
            records -> {
              Map<Long, List<Object>> runs = new HashMap<>();
              for (StoredRecord record : records) {
                List<Object> run = runs.computeIfAbsent(record.run, r -> new ArrayList<>());
                int seq = (int) record.seq;
                assertThat(seq).isLessThanOrEqualTo(run.size());
                if (seq == run.size()) {
                  run.add(record.n);
                } else {
                  assertThat(run.get(seq)).isEqualTo(record.n);
                }
              }
            });
  }
}
