package io.tideline.connector.datahub.client;

import io.tideline.event.Stamp;

/**
 * The attributes {@link Stamp#RUN} and {@link Stamp#SEQ} that the records of a request get: one
 * run, and a count from the first record on.
 */
public final class Stamps {

  private final long run;
  private final long firstSeq;

  public Stamps(long run, long firstSeq) {
    this.run = run;
    this.firstSeq = firstSeq;
  }

  public long run() {
    return run;
  }

  public long firstSeq() {
    return firstSeq;
  }
}
