package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.sink.ShardQueue.Waiting;
import java.util.ArrayList;
import java.util.List;

/** What became of a request's rows. */
final class Delivery {

  /** A row that can never be a record. */
  static final class Refused {
    final Waiting row;
    final Exception fault;

    Refused(Waiting row, Exception fault) {
      this.row = row;
      this.fault = fault;
    }
  }

  private final List<Refused> refused = new ArrayList<>();
  private final List<Waiting> unsent = new ArrayList<>();
  private int stored;
  private long storedBytes;
  private boolean sealed;
  private long run;
  private long nextSeq;

  Delivery(long run, long nextSeq) {
    this.run = run;
    this.nextSeq = nextSeq;
  }

  void stored(List<Waiting> rows) {
    stored += rows.size();
    nextSeq += rows.size();
    rows.forEach(row -> storedBytes += row.bytes);
  }

  void refused(Waiting row, Exception fault) {
    refused.add(new Refused(row, fault));
  }

  /** The shard takes no more: these rows and all later ones are not in it. */
  void sealed(List<Waiting> rows) {
    sealed = true;
    unsent.addAll(rows);
  }

  void beginRun(long later) {
    run = later;
    nextSeq = 0;
  }

  List<Refused> refused() {
    return refused;
  }

  /** In their order. */
  List<Waiting> unsent() {
    return unsent;
  }

  int stored() {
    return stored;
  }

  long storedBytes() {
    return storedBytes;
  }

  boolean isSealed() {
    return sealed;
  }

  long run() {
    return run;
  }

  /** Of the shard's next record. */
  long nextSeq() {
    return nextSeq;
  }
}
