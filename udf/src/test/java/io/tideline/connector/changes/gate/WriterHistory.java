package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.count.CountedShard;
import io.tideline.connector.changes.raw.Turn;
import io.tideline.event.Op;
import io.tideline.event.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Some rows of a database and the writer that sends their changes over one shard: what the rows
 * went through, and what arrives in the topic while the writer crashes, goes back to its
 * checkpoint, reads its snapshot again, and its client puts records twice. Beyond that the way may
 * lose records, and swap them.
 */
final class WriterHistory {

  static final int KEYS = 3;

  /** A change as it happened, to be recognised behind the gate. */
  static final class Change {
    final int key;
    final Op op;
    final Position position;
    final String before;
    final String after;

    Change(int key, Op op, Position position, String before, String after) {
      this.key = key;
      this.op = op;
      this.position = position;
      this.before = before;
      this.after = after;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Change
          && ((Change) other).key == key
          && ((Change) other).op == op
          && ((Change) other).position.equals(position)
          && Objects.equals(((Change) other).after, after);
    }

    @Override
    public int hashCode() {
      return Objects.hash(op, position);
    }

    @Override
    public String toString() {
      return op + " of " + key + " at " + position + " to " + after;
    }
  }

  /** A change as it was put, once or several times. */
  static final class Put {
    final Change change;
    final long run;
    final long seq;

    Put(Change change, long run, long seq) {
      this.change = change;
      this.run = run;
      this.seq = seq;
    }

    @Override
    public String toString() {
      return change + " as " + seq + " of run " + run;
    }
  }

  /** What came out, and what was found at it. */
  static final class Delivery {
    final Change change;
    final FindingKind finding;

    Delivery(Change change, FindingKind finding) {
      this.change = change;
      this.finding = finding;
    }

    @Override
    public String toString() {
      return change + (finding == null ? "" : " " + finding);
    }
  }

  /** What must come out if nothing gets lost or swapped: each change once, in order per key. */
  final List<Change> changes = new ArrayList<>();

  final List<Delivery> deliveries = new ArrayList<>();
  final List<FindingKind> findings = new ArrayList<>();
  final List<Put> lost = new ArrayList<>();

  /** Those that a finding calls missing. */
  final List<Put> reported = new ArrayList<>();

  private final CountedShard shard = new CountedShard();
  private final ImageHash hash = new ImageHash();
  private final Row[] rows = new Row[KEYS];
  private final List<Change> log = new ArrayList<>();
  private final List<Put> putInThisRun = new ArrayList<>();
  private int columns = 1;
  private int place = 1;
  private long run = 1;
  private long seq;
  private int next;
  private int checkpoint;
  private int furthest;
  private boolean snapshotInCheckpoint;
  private boolean loseNext;
  private boolean holdNext;
  private Put held;

  private static final class Row {
    private int value;
    private String sentImage;
    private KeyState state;
  }

  /** Begins with a snapshot that finds the first row, or not. */
  WriterHistory(int firstValue) {
    for (int key = 0; key < KEYS; key++) {
      rows[key] = new Row();
    }
    rows[0].value = firstValue;
    beat();
    snapshot();
  }

  /**
   * @param value 0 deletes the row, if there is one
   */
  void change(int key, int value) {
    place++;
    Row row = rows[key];
    String before = image(key);
    Op op = row.value == 0 ? Op.INSERT : value == 0 ? Op.DELETE : Op.UPDATE;
    row.value = op == Op.INSERT ? Math.max(value, 1) : value;
    log.add(new Change(key, op, position(), before, image(key)));
  }

  /** From now on rows have one column more. */
  void alter() {
    columns++;
  }

  void send() {
    if (next < log.size()) {
      Change change = log.get(next++);
      if (next > furthest) {
        furthest = next;
        changes.add(change);
        rows[change.key].sentImage = change.after;
      }
      put(change);
    }
  }

  void sendAll() {
    while (next < log.size()) {
      send();
    }
    settle();
  }

  /** The client did not see the answer and puts its last records again. */
  void putAgain(int count) {
    release();
    int size = putInThisRun.size();
    List.copyOf(putInThisRun.subList(Math.max(0, size - count), size)).forEach(this::arrive);
  }

  void takeCheckpoint() {
    settle();
    checkpoint = next;
    snapshotInCheckpoint = true;
  }

  /**
   * @param late whether the last record of the old run lands once more, after the new run began
   */
  void crash(boolean late) {
    boolean loseFirstOfNextRun = loseNext;
    settle();
    loseNext = loseFirstOfNextRun;
    Put last = putInThisRun.isEmpty() ? null : putInThisRun.get(putInThisRun.size() - 1);
    startAgain();
    if (late && last != null) {
      arrive(last);
    }
  }

  /** With a request on its way, which lands after the new run began, or never. */
  void crashWithOneOnItsWay(boolean lands) {
    settle();
    if (!snapshotInCheckpoint || next == log.size()) {
      crash(false);
      return;
    }
    holdNext = true;
    send();
    Put onItsWay = held;
    held = null;
    startAgain();
    if (lands) {
      arrive(onItsWay);
    }
  }

  void loseNext() {
    loseNext = true;
  }

  /** The next record arrives after the one that follows it. */
  void swapNext() {
    holdNext = held == null;
  }

  private void startAgain() {
    putInThisRun.clear();
    run++;
    seq = 0;
    if (snapshotInCheckpoint) {
      next = checkpoint;
      send();
    } else {
      snapshot();
    }
  }

  /** Its rows are those of now, so the log before it is not sent. */
  private void snapshot() {
    place++;
    next = log.size();
    checkpoint = next;
    furthest = Math.max(furthest, next);
    for (int key = 0; key < KEYS; key++) {
      if (rows[key].value != 0) {
        Change read = new Change(key, Op.READ, position(), null, image(key));
        if (!read.after.equals(rows[key].sentImage)) {
          changes.add(read);
        }
        rows[key].sentImage = read.after;
        put(read);
      }
    }
  }

  private String image(int key) {
    if (rows[key].value == 0) {
      return null;
    }
    StringBuilder json = new StringBuilder("{\"id\":" + key);
    for (int i = 1; i <= columns; i++) {
      json.append(",\"v").append(i).append("\":").append(rows[key].value);
    }
    return json.append('}').toString();
  }

  private Position position() {
    return Position.of(1, 1, place, 0, Position.WHOLE);
  }

  /** A heartbeat: every shard has its count from time to time, whatever is lost. */
  private void beat() {
    arrive(new Put(null, run, seq++));
  }

  private void settle() {
    loseNext = false;
    holdNext = false;
    release();
    beat();
  }

  private void release() {
    if (held != null) {
      Put late = held;
      held = null;
      arrive(late);
    }
  }

  private void put(Change change) {
    Put put = new Put(change, run, seq++);
    if (loseNext) {
      loseNext = false;
      lost.add(put);
      return;
    }
    putInThisRun.add(put);
    if (holdNext) {
      holdNext = false;
      held = put;
      return;
    }
    arrive(put);
    release();
  }

  private void arrive(Put put) {
    Turn turn = shard.count(put.run, put.seq);
    if (turn == Turn.JUMPED) {
      findings.add(FindingKind.GAP);
      for (long missing = shard.due(); missing < put.seq; missing++) {
        reported.add(new Put(null, put.run, missing));
      }
    }
    if (put.change != null) {
      arrive(put, turn);
    }
  }

  private void arrive(Put put, Turn turn) {
    Row row = rows[put.change.key];
    Arrival arrival =
        new Arrival(
            put.change.op,
            put.change.position,
            true,
            turn,
            put.run,
            put.change.after == null ? Arrival.Image.NONE : hashed(put.change.after));
    Decision decision = Gate.decide(arrival, row.state);
    if (!decision.isDelivered()) {
      return;
    }
    FindingKind finding = decision.finding();
    if (finding == null && row.state != null && arrival.isLink()) {
      hash.read(put.change.before.getBytes(StandardCharsets.UTF_8), new long[0]);
      finding = Gate.breaksChain(hash, row.state) ? FindingKind.BROKEN_CHAIN : null;
    }
    row.state = Gate.advance(arrival, row.state);
    deliveries.add(new Delivery(put.change, finding));
    if (finding != null) {
      findings.add(finding);
    }
  }

  private Arrival.Image hashed(String json) {
    hash.read(json.getBytes(StandardCharsets.UTF_8), new long[0]);
    return Arrival.Image.of(hash);
  }
}
