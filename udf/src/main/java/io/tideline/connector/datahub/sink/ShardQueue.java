package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.OutgoingRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Rows on their way to one shard: those that wait and at most one request in flight, so that their
 * order holds. Plain logic; not for several threads.
 */
final class ShardQueue {

  private static final int WAITING_BATCHES = 4;

  /** A row that waits, as the record that it becomes. */
  static final class Waiting {
    final OutgoingRecord record;
    final int bytes;
    final boolean broadcast;

    /** Of the key; of a broadcast row, what all its copies have alike. */
    final long hash;

    /** Of the row among all that the writer was given. */
    final long ordinal;

    Waiting(OutgoingRecord record, long hash, boolean broadcast, long ordinal) {
      this.record = record;
      this.hash = hash;
      this.bytes = record.size();
      this.broadcast = broadcast;
      this.ordinal = ordinal;
    }
  }

  /** The rows of a request. What it could not store comes back with {@link #completed}. */
  static final class Batch {
    final String shardId;
    final List<Waiting> rows = new ArrayList<>();
    final long run;
    final long firstSeq;

    private Batch(String shardId, long run, long firstSeq) {
      this.shardId = shardId;
      this.run = run;
      this.firstSeq = firstSeq;
    }
  }

  private final long shard;
  private final String shardId;
  private final BatchLimits limits;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean inFlight;
  private boolean held;
  private boolean due;
  private long run;
  private long nextSeq;

  /**
   * @param run that the records are counted in, from 0
   */
  ShardQueue(long shard, BatchLimits limits, long run) {
    this.shard = shard;
    this.shardId = Long.toString(shard);
    this.limits = limits;
    this.run = run;
  }

  long shard() {
    return shard;
  }

  void add(Waiting row) {
    waiting.add(row);
    waitingBytes += row.bytes;
  }

  /** What waits is sent as soon as no request is in flight, even if it fills none. */
  void makeDue() {
    due = !waiting.isEmpty();
  }

  /** The shard is closed: nothing more is sent to it. */
  void hold() {
    held = true;
  }

  boolean isHeld() {
    return held;
  }

  /** Whether so much waits that no more should be added. */
  boolean isFull() {
    return waiting.size() >= limits.records() * WAITING_BATCHES
        || waitingBytes >= (long) limits.bytes() * WAITING_BATCHES;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && !inFlight;
  }

  boolean isInFlight() {
    return inFlight;
  }

  int waitingRecords() {
    return waiting.size();
  }

  long waitingBytes() {
    return waitingBytes;
  }

  /** What is taken from now on counts from 0 in a later run. */
  void beginRun(long later) {
    run = later;
    nextSeq = 0;
  }

  /** The next request, in flight from now on; null when it is not time for one. */
  Batch take() {
    boolean full = waiting.size() >= limits.records() || waitingBytes >= limits.bytes();
    if (inFlight || held || waiting.isEmpty() || !(full || due)) {
      return null;
    }
    Batch batch = new Batch(shardId, run, nextSeq);
    long bytes = 0;
    while (!waiting.isEmpty()
        && batch.rows.size() < limits.records()
        && (batch.rows.isEmpty() || bytes + waiting.peek().bytes <= limits.bytes())) {
      Waiting next = waiting.remove();
      batch.rows.add(next);
      bytes += next.bytes;
    }
    waitingBytes -= bytes;
    inFlight = true;
    due = due && !waiting.isEmpty();
    return batch;
  }

  /**
   * The request in flight has ended.
   *
   * @param unsent rows that are not in the shard; they wait again, before all others
   * @param lastRun the run that the next record belongs to
   */
  void completed(List<Waiting> unsent, long lastRun, long seq) {
    inFlight = false;
    for (int i = unsent.size() - 1; i >= 0; i--) {
      waiting.addFirst(unsent.get(i));
      waitingBytes += unsent.get(i).bytes;
    }
    due |= !unsent.isEmpty();
    if (lastRun >= run) {
      run = lastRun;
      nextSeq = seq;
    }
  }

  /** Takes out all that waits. */
  List<Waiting> drain() {
    List<Waiting> all = new ArrayList<>(waiting);
    waiting.clear();
    waitingBytes = 0;
    due = false;
    return all;
  }
}
