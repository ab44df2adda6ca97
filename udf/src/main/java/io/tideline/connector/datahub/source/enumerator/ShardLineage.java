package io.tideline.connector.datahub.source.enumerator;

import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which shards are known, how far each has come, and which may be read next. Plain logic; this is
 * the enumerator's state.
 *
 * <p>A shard waits until each of its parents is finished and a completed checkpoint covers that:
 * then every record of the parents has passed the job, and no reader can overtake another.
 */
public final class ShardLineage {

  /** Stands for a checkpoint that has not been taken yet. */
  private static final long NO_CHECKPOINT = -1;

  enum Stage {
    /** Known, not yet given to a reader. */
    WAITING,
    /** Given to a reader, which has it in its state. */
    READING,
    /** Read to its end; no completed checkpoint covers that yet. */
    FINISHED,
    /** Finished, and all its records have passed the job. */
    COVERED
  }

  static final class Entry {
    final List<String> parents;
    ShardSplit split;
    Stage stage;
    private long coveringCheckpoint = NO_CHECKPOINT;

    Entry(List<String> parents, ShardSplit split, Stage stage) {
      this.parents = List.copyOf(parents);
      this.split = split;
      this.stage = stage;
    }
  }

  private final Map<String, Entry> entries = new TreeMap<>(Shard.ID_ORDER);

  /** Whether nothing was ever added: the job starts without a checkpoint. */
  public boolean isNew() {
    return entries.isEmpty();
  }

  public void add(Shard shard, ShardSplit split) {
    entries.putIfAbsent(shard.id(), new Entry(shard.parents(), split, Stage.WAITING));
  }

  /**
   * What may be read now, marked as given to a reader, in the order of the ids.
   *
   * @param assignable whether there is a reader for the shard
   */
  public List<ShardSplit> takeReady(Predicate<String> assignable) {
    List<ShardSplit> ready = new ArrayList<>();
    for (Map.Entry<String, Entry> shard : entries.entrySet()) {
      Entry entry = shard.getValue();
      if (entry.stage == Stage.WAITING
          && assignable.test(shard.getKey())
          && parentsCovered(entry)) {
        entry.stage = Stage.READING;
        ready.add(entry.split);
      }
    }
    return ready;
  }

  /** A parent that the service does not list any more has expired: nothing of it is left. */
  private boolean parentsCovered(Entry entry) {
    for (String parent : entry.parents) {
      Entry known = entries.get(parent);
      if (known != null && known.stage != Stage.COVERED) {
        return false;
      }
    }
    return true;
  }

  /** A reader failed before any checkpoint had these splits. */
  public void giveBack(Collection<ShardSplit> splits) {
    for (ShardSplit split : splits) {
      Entry entry = entries.get(split.shardId());
      entry.split = split;
      entry.stage = Stage.WAITING;
    }
  }

  /**
   * A reader went back to the last completed checkpoint and this lineage did not: what the reader
   * finished after that checkpoint it reads again, and tells again.
   *
   * @param shards those of the reader
   */
  public void readAgain(Predicate<String> shards) {
    entries.forEach(
        (id, entry) -> {
          if (entry.stage == Stage.FINISHED && shards.test(id)) {
            entry.stage = Stage.READING;
          }
        });
  }

  /** May be told more than once. */
  public void finish(String shardId) {
    Entry entry = entries.get(shardId);
    if (entry != null && entry.stage != Stage.COVERED && entry.stage != Stage.FINISHED) {
      entry.stage = Stage.FINISHED;
      entry.coveringCheckpoint = NO_CHECKPOINT;
    }
  }

  /** The job takes a checkpoint: what is finished by now will be covered when it completes. */
  public void checkpoint(long checkpointId) {
    for (Entry entry : entries.values()) {
      if (entry.stage == Stage.FINISHED && entry.coveringCheckpoint == NO_CHECKPOINT) {
        entry.coveringCheckpoint = checkpointId;
      }
    }
  }

  public void checkpointCompleted(long checkpointId) {
    for (Entry entry : entries.values()) {
      if (entry.stage == Stage.FINISHED
          && entry.coveringCheckpoint != NO_CHECKPOINT
          && entry.coveringCheckpoint <= checkpointId) {
        entry.stage = Stage.COVERED;
      }
    }
  }

  /** Whether no checkpoint from now on can lack that the shard is finished. */
  public boolean isCovered(String shardId) {
    Entry entry = entries.get(shardId);
    return entry == null || entry.stage == Stage.COVERED;
  }

  /** Whether a shard is known that continues this one. */
  public boolean hasChild(String shardId) {
    return entries.values().stream().anyMatch(entry -> entry.parents.contains(shardId));
  }

  /** For a job without checkpoints, whose readers cannot be ordered otherwise. */
  public void coverAllFinished() {
    for (Entry entry : entries.values()) {
      if (entry.stage == Stage.FINISHED) {
        entry.stage = Stage.COVERED;
      }
    }
  }

  /** Forgets finished shards that the service has forgotten too. */
  public void retain(Collection<String> listed) {
    entries
        .entrySet()
        .removeIf(e -> e.getValue().stage == Stage.COVERED && !listed.contains(e.getKey()));
  }

  /** Ids of the shards that wait for a reader, or for a checkpoint to cover their parents. */
  public List<String> waiting() {
    List<String> waiting = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          if (entry.stage == Stage.WAITING) {
            waiting.add(id);
          }
        });
    return waiting;
  }

  public Set<String> known() {
    return Set.copyOf(entries.keySet());
  }

  Map<String, Entry> entries() {
    return entries;
  }

  /**
   * As a checkpoint restores it: what was finished then is covered by that very checkpoint, as a
   * job is only ever restored from a completed one.
   */
  void restore(String shardId, Entry entry) {
    if (entry.stage == Stage.FINISHED) {
      entry.stage = Stage.COVERED;
    }
    entries.put(shardId, entry);
  }
}
