package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.TopicInMemory;
import io.tideline.connector.datahub.source.EnumeratorContextInMemory;
import io.tideline.connector.datahub.source.ShardsCovered;
import io.tideline.connector.datahub.source.ShardsFinished;
import io.tideline.connector.datahub.source.ShardsHeld;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.enumerator.ShardEnumerator;
import io.tideline.connector.datahub.source.enumerator.ShardLineage;
import io.tideline.connector.datahub.source.enumerator.ShardLineageSerializer;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.source.coordinator.SplitAssignmentTracker;

/**
 * P6, for the order of shards: whatever is split, merged or added, whenever checkpoints are taken,
 * completed or aborted, readers fail, or the job is restored with another parallelism, a shard is
 * read by one reader at a time, to its end once, and only when a completed checkpoint has the end
 * of its parents.
 */
class ShardOrderProperties {

  @Property(tries = 1000)
  void aShardIsReadOnceAndOnlyAfterACompletedCheckpointHasItsParentsEnd(
      @ForAll @Size(min = 40, max = 160) List<@IntRange(max = 1399) Integer> steps)
      throws Exception {
    Job job = new Job();
    for (int step : steps) {
      job.step(step % 14, step / 14);
    }
    job.drain();

    assertThat(job.covered).isEqualTo(job.topic.all());
  }

  /** A checkpoint: the enumerator's part is taken first, each reader's at a moment of its own. */
  private static final class Checkpoint {
    private final long id;
    private final byte[] lineage;
    private final Map<Integer, List<ShardSplit>> readers = new HashMap<>();
    private final Set<String> ended;

    private Checkpoint(long id, byte[] lineage, Set<String> ended) {
      this.id = id;
      this.lineage = lineage;
      this.ended = new TreeSet<>(ended);
    }
  }

  private static final class Reader {
    private final Set<String> reading = new TreeSet<>();
    private final Set<String> ended = new TreeSet<>();
    private final FinishedShards finished = new FinishedShards();

    private final List<Message> messages = new ArrayList<>();
  }

  /**
   * What the enumerator says between its part of a checkpoint and the reader's comes after the
   * latter, as Flink has it.
   */
  private static final class Message {
    private final Runnable content;
    private final List<Checkpoint> after;

    private Message(Runnable content, List<Checkpoint> after) {
      this.content = content;
      this.after = List.copyOf(after);
    }
  }

  private static final class Job {
    private final TopicInMemory topic = new TopicInMemory();
    private final Configuration options =
        new Configuration().set(DataHubConnectorOptions.SUB_ID, "reader");
    private final Map<Integer, Reader> readers = new HashMap<>();
    private final List<Checkpoint> pending = new ArrayList<>();
    private SplitAssignmentTracker<ShardSplit> tracker;
    private EnumeratorContextInMemory context;
    private ShardEnumerator enumerator;
    private Checkpoint completed;
    private Set<String> covered = new TreeSet<>();
    private long checkpoints;
    private int parallelism = 2;

    private Job() throws Exception {
      topic.create(List.of());
      topic.create(List.of());
      restore();
    }

    private void step(int kind, int choice) throws Exception {
      List<String> open = topic.open();
      String leaf = open.get(choice % open.size());
      switch (kind) {
        case 0:
          topic.create(List.of(leaf));
          topic.create(List.of(leaf));
          break;
        case 1:
          if (open.size() > 1) {
            topic.create(List.of(leaf, open.get((choice + 1) % open.size())));
          }
          break;
        case 2:
          topic.create(List.of());
          break;
        case 3:
          context.makeCalls();
          break;
        case 4:
        case 5:
        case 6:
          finishOne(choice);
          break;
        case 7:
          trigger();
          break;
        case 8:
          barrier(choice);
          break;
        case 9:
        case 10:
          for (int reader = 0; reader < parallelism; reader++) {
            barrier(reader);
          }
          complete();
          break;
        case 11:
          if (choice % 3 == 0) {
            pending.clear();
            deliver();
          }
          break;
        case 12:
          failReader(choice % parallelism);
          break;
        default:
          if (choice % 2 == 0) {
            parallelism = 1 + choice / 2 % 4;
            restore();
          }
      }
    }

    private void finishOne(int choice) {
      List<Integer> all = new ArrayList<>(readers.keySet());
      int index = all.get(choice % all.size());
      Reader reader = readers.get(index);
      List<String> ending =
          reader.reading.stream().filter(s -> !topic.isOpen(s)).collect(Collectors.toList());
      if (!ending.isEmpty()) {
        String shard = ending.get(choice % ending.size());
        reader.reading.remove(shard);
        reader.ended.add(shard);
        reader.finished.add(ShardSplit.fromOldest(shard).finish());
        enumerator.handleSourceEvent(index, new ShardsFinished(List.of(shard)));
      }
    }

    private void trigger() throws Exception {
      long id = ++checkpoints;
      byte[] lineage = new ShardLineageSerializer().serialize(enumerator.snapshotState(id));
      tracker.onCheckpoint(id);
      pending.add(new Checkpoint(id, lineage, covered));
    }

    /** A reader takes its part of the oldest checkpoint that lacks it. */
    private void barrier(int choice) {
      int index = choice % parallelism;
      for (Checkpoint checkpoint : pending) {
        if (!checkpoint.readers.containsKey(index)) {
          Reader reader = readers.get(index);
          List<ShardSplit> splits = new ArrayList<>(reader.finished.snapshot());
          reader.reading.forEach(shard -> splits.add(ShardSplit.fromOldest(shard)));
          checkpoint.readers.put(index, splits);
          deliver();
          checkpoint.ended.addAll(reader.ended);
          return;
        }
      }
    }

    private void send(int index, Runnable message) {
      readers.get(index).messages.add(new Message(message, pending));
      deliver();
    }

    private void deliver() {
      readers.forEach(
          (index, reader) -> {
            while (!reader.messages.isEmpty() && isDue(reader.messages.get(0), index)) {
              reader.messages.remove(0).content.run();
            }
          });
    }

    private boolean isDue(Message message, int reader) {
      return message.after.stream()
          .noneMatch(each -> pending.contains(each) && !each.readers.containsKey(reader));
    }

    private void complete() {
      if (!pending.isEmpty() && pending.get(0).readers.size() == parallelism) {
        completed = pending.remove(0);
        covered = new TreeSet<>(completed.ended);
        tracker.onCheckpointComplete(completed.id);
        enumerator.notifyCheckpointComplete(completed.id);
      }
    }

    /** Flink aborts what is under way, and restores this reader alone. */
    private void failReader(int index) {
      pending.clear();
      deliver();
      context.unregister(index);
      Reader reader = new Reader();
      readers.put(index, reader);
      enumerator.addSplitsBack(
          tracker.getAndRemoveUncheckpointedAssignment(index, completed == null ? 0 : completed.id),
          index);
      begin(
          index, completed == null ? List.of() : completed.readers.getOrDefault(index, List.of()));
    }

    private void restore() throws Exception {
      pending.clear();
      readers.clear();
      tracker = new SplitAssignmentTracker<>();
      context = new Context(parallelism);
      ShardLineage lineage =
          completed == null
              ? new ShardLineage()
              : new ShardLineageSerializer().deserialize(1, completed.lineage);
      enumerator =
          new ShardEnumerator(
              context, lineage, topic, SourceSettings.fromOptions(options, false), true);
      enumerator.start();
      Map<Integer, List<ShardSplit>> states = redistributed();
      for (int index = 0; index < parallelism; index++) {
        readers.put(index, new Reader());
      }
      for (int index = 0; index < parallelism; index++) {
        begin(index, states.getOrDefault(index, List.of()));
      }
      // From now on a reader that fails goes back to its part as it was dealt out here.
      if (completed != null) {
        Checkpoint dealt = new Checkpoint(completed.id, completed.lineage, completed.ended);
        dealt.readers.putAll(states);
        completed = dealt;
      }
    }

    private Map<Integer, List<ShardSplit>> redistributed() {
      Map<Integer, List<ShardSplit>> states = new HashMap<>();
      if (completed != null) {
        int next = 0;
        for (List<ShardSplit> state : completed.readers.values()) {
          for (ShardSplit split : state) {
            states.computeIfAbsent(next++ % parallelism, i -> new ArrayList<>()).add(split);
          }
        }
      }
      return states;
    }

    private void begin(int index, List<ShardSplit> state) {
      Reader reader = readers.get(index);
      List<String> held = new ArrayList<>();
      List<String> finished = new ArrayList<>();
      for (ShardSplit split : state) {
        if (split.finished()) {
          reader.finished.add(split);
          finished.add(split.shardId());
        } else {
          read(reader, split.shardId());
          held.add(split.shardId());
        }
      }
      enumerator.handleSourceEvent(index, new ShardsHeld(held));
      enumerator.handleSourceEvent(index, new ShardsFinished(finished));
      context.register(index);
      enumerator.addReader(index);
    }

    private void read(Reader reader, String shard) {
      assertThat(covered).containsAll(topic.parents(shard)).doesNotContain(shard);
      for (Reader other : readers.values()) {
        assertThat(other.reading).doesNotContain(shard);
        assertThat(other.ended).doesNotContain(shard);
      }
      reader.reading.add(shard);
    }

    private void drain() throws Exception {
      for (String shard : topic.open()) {
        topic.close(shard);
      }
      for (int round = 0; round <= 2 * topic.all().size() + 2; round++) {
        context.makeCalls();
        for (int i = 0; i < topic.all().size(); i++) {
          for (int reader = 0; reader < parallelism; reader++) {
            finishOne(reader);
          }
        }
        pending.clear();
        deliver();
        trigger();
        for (int reader = 0; reader < parallelism; reader++) {
          barrier(reader);
        }
        complete();
      }
    }

    private final class Context extends EnumeratorContextInMemory {

      private Context(int parallelism) {
        super(parallelism);
      }

      @Override
      public void assignSplits(SplitsAssignment<ShardSplit> assignment) {
        tracker.recordSplitAssignment(assignment);
        assignment
            .assignment()
            .forEach(
                (index, splits) -> {
                  Reader reader = readers.get(index);
                  splits.forEach(split -> send(index, () -> read(reader, split.shardId())));
                });
      }

      @Override
      public void sendEventToSourceReader(int index, SourceEvent event) {
        Reader reader = readers.get(index);
        send(index, () -> reader.finished.covered(((ShardsCovered) event).shardIds()));
      }
    }
  }
}
