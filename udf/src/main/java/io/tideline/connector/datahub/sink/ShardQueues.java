package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.sink.ShardQueue.Batch;
import io.tideline.connector.datahub.sink.ShardQueue.Waiting;
import io.tideline.connector.datahub.sink.ShardTree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A writer's queues, one a shard, and how they change when shards do. Plain logic; not for several
 * threads.
 *
 * <p>When shards are found closed, nothing more is sent to them, and new rows still wait behind the
 * old ones. As soon as nothing is in flight to any of them, which is the fence, all their rows move
 * at once, in the order in which they were given, to the shards that continue them. Nobody sends to
 * those before, so no row overtakes another of its key.
 */
final class ShardQueues {

  /** Sends requests and later, never at once, brings them back by {@link #completed}. */
  interface Sender {
    void send(ShardQueue queue, Batch batch);
  }

  private final BatchLimits limits;
  private final Runs runs;
  private final Sender sender;
  private final long firstRun;

  private WriterShards shards;
  private WriterShards newer;
  private ShardQueue[] queues;
  private ShardQueue lastAdded;
  private List<Node> turns = List.of();
  private int turn;
  private long ordinal;
  private boolean flushing;
  private long moves;

  ShardQueues(BatchLimits limits, Runs runs, Sender sender) {
    this.limits = limits;
    this.runs = runs;
    this.sender = sender;
    this.firstRun = runs.next();
  }

  /**
   * What a router started from; the first thing that it sends.
   *
   * @throws IllegalStateException when another router started from something else
   */
  void start(ShardTree tree, int writer, int writers) {
    if (shards == null) {
      use(WriterShards.of(tree, writer, writers), new ShardQueue[tree.size()]);
    } else if (!shards.startsLike(tree)) {
      throw new IllegalStateException(
          "shards were split, merged or added just while the sink started; it has to start again");
    }
  }

  boolean isStarted() {
    return shards != null;
  }

  /** The newest that is known. */
  WriterShards shards() {
    return newer == null ? shards : newer;
  }

  /** Adds a record. While then {@link #isFull}, nothing more should be added. */
  void add(RoutedRow routed) {
    long place = ordinal++;
    switch (routed.kind()) {
      case KEYED:
        Node label = shards.tree().node(routed.shard());
        add(shards.tree().down(label, routed.hash()), waiting(routed, false, place));
        break;
      case TURN:
        turn = turn + 1 < turns.size() ? turn + 1 : 0;
        Node shard =
            turns.isEmpty()
                ? shards.tree().down(shards.tree().node(routed.shard()), routed.hash())
                : turns.get(turn);
        add(shard, waiting(routed, false, place));
        break;
      default:
        for (Node each : shards.mine(routed.shard())) {
          add(each, waiting(routed, true, place));
        }
        lastAdded = null;
    }
  }

  private static Waiting waiting(RoutedRow routed, boolean broadcast, long ordinal) {
    return new Waiting(routed.record(), routed.hash(), broadcast, ordinal);
  }

  private void add(Node shard, Waiting row) {
    ShardQueue queue = queue(shard);
    queue.add(row);
    lastAdded = queue;
    send(queue);
  }

  private ShardQueue queue(Node shard) {
    ShardQueue queue = queues[shard.index()];
    if (queue == null) {
      if (!shards.isMine(shard)) {
        throw new IllegalStateException(
            "shard "
                + shard.id()
                + " is a merge of shards that two subtasks of the sink write; it has to start again, then one"
                + " of them has it");
      }
      long run = shards.isOfStart(shard) ? firstRun : runs.next();
      queue = new ShardQueue(shard.id(), limits, run);
      queues[shard.index()] = queue;
    }
    return queue;
  }

  private void send(ShardQueue queue) {
    if (flushing) {
      queue.makeDue();
    }
    Batch batch = queue.take();
    if (batch != null) {
      sender.send(queue, batch);
    }
  }

  /** Whether so much waits where the last row was added that no more should be. */
  boolean isFull() {
    return lastAdded == null ? all().stream().anyMatch(ShardQueue::isFull) : lastAdded.isFull();
  }

  /** Sends what waits, also where it fills no request. */
  void sendAll() {
    for (ShardQueue queue : all()) {
      queue.makeDue();
      send(queue);
    }
  }

  /** From now on nothing waits for more, until {@link #flushed}. */
  void flush() {
    flushing = true;
    sendAll();
  }

  void flushed() {
    flushing = false;
  }

  boolean isEmpty() {
    return all().stream().allMatch(ShardQueue::isEmpty);
  }

  /**
   * A request has ended.
   *
   * @param sealed whether the shard is closed; {@link #learn} must follow
   */
  void completed(ShardQueue queue, Delivery delivery) {
    queue.completed(delivery.unsent(), delivery.run(), delivery.nextSeq());
    if (delivery.isSealed()) {
      queue.hold();
    }
    moveWhenIdle();
    if (!queue.isHeld()) {
      send(queue);
    }
  }

  /** Takes in what a listing of the shards says, perhaps later. */
  void learn(List<Shard> listing) {
    WriterShards learned = shards().with(listing);
    if (learned != shards()) {
      newer = learned;
      for (ShardQueue queue : all()) {
        if (!learned.tree().node(queue.shard()).isOpen()) {
          queue.hold();
        }
      }
      moveWhenIdle();
    }
  }

  /** Whether that is known to be closed, and where its rows go. */
  boolean isClosed(long shard) {
    return !shards().tree().node(shard).isOpen();
  }

  private void moveWhenIdle() {
    if (newer == null || all().stream().anyMatch(q -> isClosed(q.shard()) && q.isInFlight())) {
      return;
    }
    ShardTree tree = newer.tree();
    List<ShardQueue> kept = new ArrayList<>();
    List<ShardQueue> closed = new ArrayList<>();
    all().forEach(queue -> (isClosed(queue.shard()) ? closed : kept).add(queue));
    ShardQueue[] next = new ShardQueue[tree.size()];
    kept.forEach(queue -> next[tree.node(queue.shard()).index()] = queue);
    use(newer, next);
    newer = null;
    if (!closed.isEmpty()) {
      moves += closed.size();
      move(closed);
      all().forEach(this::send);
    }
  }

  private void use(WriterShards now, ShardQueue[] table) {
    shards = now;
    queues = table;
    turns = now.mine();
    turn = 0;
  }

  private void move(List<ShardQueue> closed) {
    List<Moved> rows = new ArrayList<>();
    for (ShardQueue queue : closed) {
      Node from = shards.tree().node(queue.shard());
      queue.drain().forEach(row -> rows.add(new Moved(from, row)));
    }
    rows.sort(Comparator.comparingLong(moved -> moved.row.ordinal));
    Set<ShardQueue> receiving = new HashSet<>();
    Set<List<Long>> broadcast = new HashSet<>();
    long run = runs.next();
    for (Moved moved : rows) {
      for (Node target : moved.targets(shards.tree())) {
        // Both parents of a merge have the broadcast rows; their child needs them once.
        if (!moved.row.broadcast || broadcast.add(List.of(target.id(), moved.row.hash))) {
          ShardQueue queue = queue(target);
          if (receiving.add(queue)) {
            queue.beginRun(run);
          }
          queue.add(moved.row);
          queue.makeDue();
        }
      }
    }
  }

  private List<ShardQueue> all() {
    List<ShardQueue> all = new ArrayList<>();
    if (queues != null) {
      for (ShardQueue queue : queues) {
        if (queue != null) {
          all.add(queue);
        }
      }
    }
    return all;
  }

  int waitingRecords() {
    return all().stream().mapToInt(ShardQueue::waitingRecords).sum();
  }

  long waitingBytes() {
    return all().stream().mapToLong(ShardQueue::waitingBytes).sum();
  }

  int inFlight() {
    return (int) all().stream().filter(ShardQueue::isInFlight).count();
  }

  int openShards() {
    return turns.size();
  }

  /** Closed shards whose rows were moved on. */
  long moves() {
    return moves;
  }

  private static final class Moved {
    private final Node from;
    private final Waiting row;

    private Moved(Node from, Waiting row) {
      this.from = from;
      this.row = row;
    }

    private List<Node> targets(ShardTree tree) {
      return row.broadcast ? tree.openBelow(from) : List.of(tree.down(from, row.hash));
    }
  }
}
