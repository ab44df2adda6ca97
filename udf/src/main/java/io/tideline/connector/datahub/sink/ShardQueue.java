package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.OutgoingRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records on their way to one shard: those that wait and at most one request in flight, so that
 * their order holds. Plain logic; not for several threads.
 */
final class ShardQueue {

  private static final int WAITING_BATCHES = 2;

  /** A request: the records leave the queue with it and come back never. */
  static final class Batch {
    final List<OutgoingRecord> records = new ArrayList<>();
    long bytes;
  }

  private static final class Waiting {
    private final OutgoingRecord record;
    private final int bytes;

    private Waiting(OutgoingRecord record, int bytes) {
      this.record = record;
      this.bytes = bytes;
    }
  }

  private final String shardId;
  private final BatchLimits limits;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean inFlight;
  private boolean due;
  private long nextSeq;

  ShardQueue(String shardId, BatchLimits limits) {
    this.shardId = shardId;
    this.limits = limits;
  }

  String shardId() {
    return shardId;
  }

  /** The number of the next record in this shard and run, from 0. */
  long takeSeq() {
    return nextSeq++;
  }

  void add(OutgoingRecord record, int bytes) {
    waiting.add(new Waiting(record, bytes));
    waitingBytes += bytes;
  }

  /** What waits is sent as soon as no request is in flight, even if it fills none. */
  void makeDue() {
    due = !waiting.isEmpty();
  }

  /** Whether so much waits that no more should be added. */
  boolean isFull() {
    return waiting.size() >= limits.records() * WAITING_BATCHES
        || waitingBytes >= (long) limits.bytes() * WAITING_BATCHES;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && !inFlight;
  }

  /** The next request, in flight from now on; null when it is not time for one. */
  Batch take() {
    boolean full = waiting.size() >= limits.records() || waitingBytes >= limits.bytes();
    if (inFlight || waiting.isEmpty() || !(full || due)) {
      return null;
    }
    Batch batch = new Batch();
    while (!waiting.isEmpty()
        && batch.records.size() < limits.records()
        && (batch.records.isEmpty() || batch.bytes + waiting.peek().bytes <= limits.bytes())) {
      Waiting next = waiting.remove();
      batch.records.add(next.record);
      batch.bytes += next.bytes;
    }
    waitingBytes -= batch.bytes;
    inFlight = true;
    due = due && !waiting.isEmpty();
    return batch;
  }

  /** The request in flight has been acknowledged. */
  void acknowledged() {
    inFlight = false;
  }
}
