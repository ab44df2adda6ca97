package io.tideline.connector.datahub.sink;

/** A record as a reader of the topic gets it. */
final class StoredRecord {

  final long key;
  final long n;
  final long run;
  final long seq;

  StoredRecord(long key, long n, long run, long seq) {
    this.key = key;
    this.n = n;
    this.run = run;
    this.seq = seq;
  }
}
