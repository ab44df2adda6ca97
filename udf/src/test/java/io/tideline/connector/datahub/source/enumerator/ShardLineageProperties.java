package io.tideline.connector.datahub.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** P6, for the order of shards: under any sequence of split, merge, checkpoint and restore. */
class ShardLineageProperties {

  @Property(tries = 300)
  void aShardIsReadOnceAndOnlyAfterACompletedCheckpointCoversItsParentsEnd(
      @ForAll @Size(max = 60) List<@IntRange(max = 699) Integer> steps) throws Exception {
    History history = new History();
    for (int step : steps) {
      history.step(step % 7, step / 7);
    }
    history.drain();

    assertThat(history.readToTheEnd()).isEqualTo(history.shards.keySet());
  }

  /**
   * A topic that splits and merges, a job that reads it, and what must be so, told apart from it.
   */
  private static final class History {
    private final Map<String, Shard> shards = new TreeMap<>(Shard.ID_ORDER);
    private final Set<String> open = new HashSet<>();
    private Set<String> reading = new HashSet<>();
    private Set<String> finished = new HashSet<>();
    private Set<String> covered = new HashSet<>();
    private ShardLineage lineage = new ShardLineage();
    private long checkpoint;
    private byte[] taken;
    private List<Set<String>> takenSets;
    private byte[] completed;
    private List<Set<String>> completedSets;

    private History() {
      create(List.of());
      create(List.of());
    }

    private void create(List<String> parents) {
      String id = String.valueOf(shards.size());
      shards.put(id, new Shard(id, true, parents));
      open.removeAll(parents);
      open.add(id);
      discover();
    }

    private void discover() {
      shards.values().forEach(shard -> lineage.add(shard, ShardSplit.fromOldest(shard.id())));
    }

    private void step(int kind, int choice) throws IOException {
      List<String> leaves = new ArrayList<>(open);
      String leaf = leaves.get(choice % leaves.size());
      switch (kind) {
        case 0:
          create(List.of(leaf));
          create(List.of(leaf));
          break;
        case 1:
          if (leaves.size() > 1) {
            create(List.of(leaf, leaves.get((choice + 1) % leaves.size())));
          }
          break;
        case 2:
          take();
          break;
        case 3:
          finishOne(choice);
          break;
        case 4:
          takeCheckpoint();
          break;
        case 5:
          completeCheckpoint();
          break;
        default:
          restore();
      }
    }

    private void take() {
      for (ShardSplit split : lineage.takeReady(shard -> true)) {
        String id = split.shardId();
        assertThat(covered).containsAll(shards.get(id).parents());
        assertThat(finished).doesNotContain(id);
        assertThat(reading.add(id)).isTrue();
      }
    }

    private void finishOne(int choice) {
      List<String> ending = new ArrayList<>(reading);
      ending.removeAll(open);
      if (!ending.isEmpty()) {
        String id = ending.get(choice % ending.size());
        lineage.finish(id);
        reading.remove(id);
        finished.add(id);
      }
    }

    private void takeCheckpoint() throws IOException {
      lineage.checkpoint(++checkpoint);
      taken = new ShardLineageSerializer().serialize(lineage);
      takenSets = List.of(Set.copyOf(reading), Set.copyOf(finished));
    }

    private void completeCheckpoint() {
      if (taken != null) {
        lineage.checkpointCompleted(checkpoint);
        covered.addAll(takenSets.get(1));
        completed = taken;
        completedSets = takenSets;
      }
    }

    private void restore() throws IOException {
      if (completed == null) {
        return;
      }
      lineage = new ShardLineageSerializer().deserialize(1, completed);
      reading = new HashSet<>(completedSets.get(0));
      finished = new HashSet<>(completedSets.get(1));
      covered = new HashSet<>(finished);
      taken = null;
      discover();
    }

    private void drain() throws IOException {
      for (int round = 0; round <= shards.size() && !allCovered(); round++) {
        take();
        reading.forEach(lineage::finish);
        finished.addAll(reading);
        reading.clear();
        takeCheckpoint();
        completeCheckpoint();
      }
    }

    private boolean allCovered() {
      return covered.size() == shards.size();
    }

    private Set<String> readToTheEnd() {
      return covered;
    }
  }
}
