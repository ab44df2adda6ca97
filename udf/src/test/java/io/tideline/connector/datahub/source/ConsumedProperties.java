package io.tideline.connector.datahub.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.Offset;
import io.tideline.connector.datahub.client.TopicInMemory;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.enumerator.ShardEnumerator;
import io.tideline.connector.datahub.source.enumerator.ShardLineage;
import io.tideline.connector.datahub.source.enumerator.ShardLineageSerializer;
import io.tideline.connector.datahub.source.reader.DataHubSourceReader;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.Collector;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * P6: everything sent to DataHub is consumed, with consumer offsets managed. The enumerator and the
 * readers are the product's, with their threads; what is around them is Flink's part and a topic in
 * memory.
 */
class ConsumedProperties {

  @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
  void everyRecordIsConsumedOnceInOrderAndNoOffsetIsCommittedThatACheckpointDoesNotCover(
      @ForAll @Size(max = 40) List<@IntRange(max = 799) Integer> steps) throws Exception {
    Job job = new Job();
    try {
      for (int step : steps) {
        job.step(step % 8, step / 8);
        job.assertNothingIsCommittedTooEarly();
      }
      job.readToTheEnd();
      job.assertEverythingIsConsumedInOrder();
    } finally {
      job.close();
    }
  }

  /** A record as shard and sequence. */
  private static final class Job implements AutoCloseable {
    private final TopicInMemory topic = new TopicInMemory();
    private final Map<String, Integer> appended = new LinkedHashMap<>();
    private final SourceSettings settings;
    private final List<String> emitted = new ArrayList<>();
    private final Map<Integer, DataHubSourceReader<String>> readers = new HashMap<>();
    private ShardEnumerator enumerator;
    private Context context;
    private int parallelism = 2;
    private long checkpoint;
    private byte[] lineage;
    private List<ShardSplit> splits = List.of();
    private int covered;

    private Job() throws Exception {
      Configuration options = new Configuration();
      options.set(DataHubConnectorOptions.SUB_ID, "reader");
      options.set(DataHubConnectorOptions.MAX_FETCH_SIZE, 3);
      options.set(DataHubConnectorOptions.FETCH_LATEST_DELAY, Duration.ofMillis(1));
      options.set(DataHubConnectorOptions.RETRY_DELAY, Duration.ofMillis(1));
      settings = SourceSettings.fromOptions(options, false);
      create(List.of());
      create(List.of());
      restore();
    }

    private void create(List<String> parents) {
      appended.put(topic.create(parents), 0);
    }

    private void append(String shard, int records) {
      topic.append(shard, records);
      appended.merge(shard, records, Integer::sum);
    }

    private void step(int kind, int choice) throws Exception {
      List<String> open = topic.open();
      String leaf = open.get(choice % open.size());
      switch (kind) {
        case 0:
        case 1:
          append(leaf, choice % 12);
          break;
        case 2:
          if (choice % 3 == 0) {
            create(List.of(leaf));
            create(List.of(leaf));
          }
          break;
        case 3:
          context.makeCalls();
          break;
        case 4:
          poll(choice);
          break;
        case 5:
          checkpoint();
          break;
        case 6:
          topic.breakRequests(choice % 3);
          break;
        default:
          parallelism = 1 + choice % 3;
          restore();
      }
    }

    private void poll(int times) throws Exception {
      for (int i = 0; i <= times; i++) {
        for (DataHubSourceReader<String> reader : List.copyOf(readers.values())) {
          reader.pollNext(new Output());
        }
      }
    }

    private void checkpoint() throws Exception {
      checkpoint++;
      lineage = new ShardLineageSerializer().serialize(enumerator.snapshotState(checkpoint));
      splits = new ArrayList<>();
      for (DataHubSourceReader<String> reader : readers.values()) {
        splits.addAll(reader.snapshotState(checkpoint));
      }
      covered = emitted.size();
      enumerator.notifyCheckpointComplete(checkpoint);
      for (DataHubSourceReader<String> reader : readers.values()) {
        reader.notifyCheckpointComplete(checkpoint);
      }
    }

    /** Everything dies, and what was emitted after the checkpoint is emitted again. */
    private void restore() throws Exception {
      close();
      emitted.subList(covered, emitted.size()).clear();
      context = new Context();
      ShardLineage restored =
          lineage == null
              ? new ShardLineage()
              : new ShardLineageSerializer().deserialize(1, lineage);
      enumerator = new ShardEnumerator(context, restored, topic, settings, true);
      enumerator.start();
      for (int index = 0; index < parallelism; index++) {
        readers.put(
            index,
            DataHubSourceReader.open(new ReaderContext(index), topic, settings, new Names(), true));
        List<ShardSplit> state = new ArrayList<>();
        for (int i = index; i < splits.size(); i += parallelism) {
          state.add(splits.get(i));
        }
        readers.get(index).addSplits(state);
        readers.get(index).start();
        context.register(index);
        enumerator.addReader(index);
      }
    }

    private int total() {
      return appended.values().stream().mapToInt(count -> count).sum();
    }

    private void readToTheEnd() throws Exception {
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (emitted.size() < total() && System.nanoTime() < end) {
        context.makeCalls();
        poll(20);
        checkpoint();
      }
      checkpoint();
    }

    private void assertEverythingIsConsumedInOrder() {
      List<String> all = new ArrayList<>();
      appended.forEach(
          (shard, count) -> {
            for (int i = 0; i < count; i++) {
              all.add(shard + ":" + i);
            }
          });
      assertThat(emitted).containsExactlyInAnyOrderElementsOf(all);
      Map<String, Integer> place = new HashMap<>();
      emitted.forEach(record -> place.put(record, place.size()));
      appended.forEach(
          (shard, count) -> {
            for (int i = 1; i < count; i++) {
              assertThat(place.get(shard + ":" + i))
                  .isGreaterThan(place.get(shard + ":" + (i - 1)));
            }
            for (String parent : topic.parents(shard)) {
              if (count > 0 && appended.get(parent) > 0) {
                assertThat(place.get(shard + ":0"))
                    .isGreaterThan(place.get(parent + ":" + (appended.get(parent) - 1)));
              }
            }
          });
      Map<String, Long> last = new HashMap<>();
      appended.forEach(
          (shard, count) -> {
            if (count > 0 && topic.isOpen(shard) && topic.committed().containsKey(shard)) {
              last.put(shard, count - 1L);
            }
          });
      await()
          .until(
              () -> last.entrySet().stream().allMatch(e -> isCommitted(e.getKey(), e.getValue())));
    }

    private boolean isCommitted(String shard, long sequence) {
      return topic.committed().get(shard).sequence() == sequence;
    }

    private void assertNothingIsCommittedTooEarly() {
      for (Map.Entry<String, Offset> offset : topic.committed().entrySet()) {
        assertThat(emitted.subList(0, covered))
            .contains(offset.getKey() + ":" + offset.getValue().sequence());
      }
    }

    @Override
    public void close() throws Exception {
      for (DataHubSourceReader<String> reader : readers.values()) {
        reader.close();
      }
      readers.clear();
    }

    private final class Context extends EnumeratorContextInMemory {
      private Context() {
        super(parallelism);
      }

      @Override
      public void assignSplits(SplitsAssignment<ShardSplit> assignment) {
        assignment.assignment().forEach((index, given) -> readers.get(index).addSplits(given));
      }

      @Override
      public void sendEventToSourceReader(int index, SourceEvent event) {
        readers.get(index).handleSourceEvents(event);
      }
    }

    private final class ReaderContext implements SourceReaderContext {
      private final int index;

      private ReaderContext(int index) {
        this.index = index;
      }

      @Override
      public SourceReaderMetricGroup metricGroup() {
        return UnregisteredMetricsGroup.createSourceReaderMetricGroup();
      }

      @Override
      public Configuration getConfiguration() {
        return new Configuration();
      }

      @Override
      public String getLocalHostName() {
        return "here";
      }

      @Override
      public int getIndexOfSubtask() {
        return index;
      }

      @Override
      public void sendSplitRequest() {
        throw new AssertionError("shards are given out, never asked for");
      }

      @Override
      public void sendSourceEventToCoordinator(SourceEvent event) {
        enumerator.handleSourceEvent(index, event);
      }

      @Override
      public UserCodeClassLoader getUserCodeClassLoader() {
        return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
      }
    }

    private final class Output implements ReaderOutput<String> {

      @Override
      public void collect(String record) {
        emitted.add(record);
      }

      @Override
      public void collect(String record, long timestamp) {
        emitted.add(record);
      }

      @Override
      public SourceOutput<String> createOutputForSplit(String splitId) {
        return this;
      }

      @Override
      public void releaseOutputForSplit(String splitId) {}

      @Override
      public void emitWatermark(Watermark watermark) {}

      @Override
      public void markIdle() {}

      @Override
      public void markActive() {}
    }
  }

  private static final class Names implements RecordDeserializer<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public void open(TopicSchema schema, org.apache.flink.metrics.MetricGroup metrics) {}

    @Override
    public void deserialize(TopicRecord record, Collector<String> out) {
      out.collect(record.shardId() + ":" + record.sequence());
    }

    @Override
    public TypeInformation<String> getProducedType() {
      return Types.STRING;
    }
  }
}
