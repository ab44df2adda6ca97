package io.tideline.connector.datahub.source.split;

import java.util.Objects;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A shard and where to go on in it. Immutable; {@link ShardProgress} is what moves.
 *
 * <p>A split is read until its end is reached, the shard is sealed, or for ever.
 */
public final class ShardSplit implements SourceSplit {

  /** As next sequence: at the oldest record. As end: none. */
  public static final long NONE = -1;

  private final String shardId;
  private final long nextSequence;
  private final long startTime;
  private final long endSequence;
  private final boolean finished;

  private ShardSplit(
      String shardId, long nextSequence, long startTime, long endSequence, boolean finished) {
    this.shardId = shardId;
    this.nextSequence = nextSequence;
    this.startTime = startTime;
    this.endSequence = endSequence;
    this.finished = finished;
  }

  public static ShardSplit fromOldest(String shardId) {
    return new ShardSplit(shardId, NONE, NONE, NONE, false);
  }

  public static ShardSplit fromSequence(String shardId, long sequence) {
    return new ShardSplit(shardId, sequence, NONE, NONE, false);
  }

  /** From the first record that the service took at that time (milliseconds) or later. */
  public static ShardSplit fromTime(String shardId, long epochMillis) {
    return new ShardSplit(shardId, NONE, Math.max(0, epochMillis), NONE, false);
  }

  static ShardSplit of(
      String shardId, long nextSequence, long startTime, long endSequence, boolean finished) {
    return new ShardSplit(shardId, nextSequence, startTime, endSequence, finished);
  }

  /** The same, ending before that sequence. */
  public ShardSplit until(long endSequence) {
    return new ShardSplit(shardId, nextSequence, startTime, endSequence, finished);
  }

  /** The same, going on at that sequence. */
  public ShardSplit at(long sequence) {
    return new ShardSplit(shardId, sequence, NONE, endSequence, finished);
  }

  /** Read to its end; kept only until the enumerator is sure to know. */
  public ShardSplit finish() {
    return new ShardSplit(shardId, nextSequence, startTime, endSequence, true);
  }

  @Override
  public String splitId() {
    return shardId;
  }

  public String shardId() {
    return shardId;
  }

  /** Sequence of the next record to emit, or {@link #NONE}. */
  public long nextSequence() {
    return nextSequence;
  }

  /** Used while there is no next sequence: milliseconds, or {@link #NONE}. */
  public long startTime() {
    return startTime;
  }

  /** Sequence before which to end, or {@link #NONE}. */
  public long endSequence() {
    return endSequence;
  }

  public boolean finished() {
    return finished;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ShardSplit)) {
      return false;
    }
    ShardSplit that = (ShardSplit) other;
    return shardId.equals(that.shardId)
        && nextSequence == that.nextSequence
        && startTime == that.startTime
        && endSequence == that.endSequence
        && finished == that.finished;
  }

  @Override
  public int hashCode() {
    return Objects.hash(shardId, nextSequence, startTime, endSequence, finished);
  }

  @Override
  public String toString() {
    String from =
        nextSequence != NONE
            ? "sequence " + nextSequence
            : startTime != NONE ? "time " + startTime : "the oldest";
    return "shard "
        + shardId
        + " from "
        + from
        + (endSequence == NONE ? "" : " until " + endSequence)
        + (finished ? " (finished)" : "");
  }
}
