package io.tideline.connector.datahub.client;

/** A place in a shard to fetch from; it expires after a while, its sequence does not. */
public final class Cursor {
  private final String token;
  private final long sequence;

  public Cursor(String token, long sequence) {
    this.token = token;
    this.sequence = sequence;
  }

  public String token() {
    return token;
  }

  /** Of the record that the cursor points at. */
  public long sequence() {
    return sequence;
  }
}
