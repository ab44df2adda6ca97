package io.tideline.connector.changes.count;

import io.tideline.connector.changes.raw.Turn;
import java.util.Arrays;
import java.util.List;

/**
 * What came from one shard, by run. A run that is later than all before begins at seq 0, so a
 * greater first seq says that its start was lost; but where reading began, in the middle of a
 * shard, it says nothing.
 *
 * <p>Several runs may take turns: a request of a writer that died may land after the next one has
 * begun, and a replay writes beside capture. The runs that were silent for longest are forgotten.
 */
final class ShardCount {

  static final int MOST_RUNS = 8;

  private static final long NO_RUN = -1;

  private final String shard;
  private long records;
  private long latestRun;

  /** The one that came last is first. */
  private final RunCount[] runs = new RunCount[MOST_RUNS];

  private int size;
  private long due;

  ShardCount(String shard) {
    this(shard, 0, NO_RUN, List.of());
  }

  ShardCount(String shard, long records, long latestRun, List<RunCount> runs) {
    this.shard = shard;
    this.records = records;
    this.latestRun = latestRun;
    for (RunCount run : runs) {
      this.runs[size++] = run;
    }
  }

  ShardCount copy() {
    ShardCount copy = new ShardCount(shard, records, latestRun, List.of());
    for (RunCount run : runs()) {
      copy.runs[copy.size++] = run.copy();
    }
    return copy;
  }

  String shard() {
    return shard;
  }

  /** How many were counted so far: of two copies of a count, the one with more is the newer. */
  long records() {
    return records;
  }

  long latestRun() {
    return latestRun;
  }

  List<RunCount> runs() {
    return Arrays.asList(runs).subList(0, size);
  }

  /** Says what a record is, and takes it into account. */
  Turn count(long run, long seq) {
    records++;
    RunCount count = size > 0 && runs[0].run() == run ? runs[0] : recall(run, seq);
    due = count.next();
    return count.count(seq);
  }

  /** The seq whose turn it was when the last record came. */
  long due() {
    return due;
  }

  private RunCount recall(long run, long seq) {
    int place = 1;
    while (place < size && runs[place].run() != run) {
      place++;
    }
    RunCount count = place < size ? runs[place] : begin(run, seq);
    int moved = Math.min(place, Math.min(size, MOST_RUNS - 1));
    System.arraycopy(runs, 0, runs, 1, moved);
    runs[0] = count;
    size = Math.max(size, moved + 1);
    return count;
  }

  private RunCount begin(long run, long seq) {
    boolean fromItsStart = latestRun != NO_RUN && run > latestRun;
    latestRun = Math.max(latestRun, run);
    return RunCount.startingAt(run, fromItsStart ? 0 : seq);
  }
}
