package io.tideline.connector.changes.raw;

import java.util.Arrays;
import java.util.Objects;

/**
 * A change event as it stands in the topic, not yet looked into: any part may be missing or
 * nonsense. The JSON parts are UTF-8 bytes, so that they are hashed and parsed without a copy.
 */
public final class ChangeEvent {

  private final KeyHash key;
  private final String eventId;
  private final String op;
  private final String source;
  private final String database;
  private final String table;
  private final Long eventTime;
  private final byte[] primaryKey;
  private final byte[] before;
  private final byte[] after;
  private final String position;
  private final String transactionId;
  private final Provenance provenance;
  private final Turn turn;
  private final long due;

  private ChangeEvent(Builder builder, KeyHash key, Provenance provenance) {
    this.key = key;
    this.eventId = builder.eventId;
    this.op = builder.op;
    this.source = builder.source;
    this.database = builder.database;
    this.table = builder.table;
    this.eventTime = builder.eventTime;
    this.primaryKey = builder.primaryKey;
    this.before = builder.before;
    this.after = builder.after;
    this.position = builder.position;
    this.transactionId = builder.transactionId;
    this.provenance = provenance;
    this.turn = Turn.EXPECTED;
    this.due = Provenance.UNSTAMPED;
  }

  private ChangeEvent(ChangeEvent event, Turn turn, long due) {
    this.key = event.key;
    this.eventId = event.eventId;
    this.op = event.op;
    this.source = event.source;
    this.database = event.database;
    this.table = event.table;
    this.eventTime = event.eventTime;
    this.primaryKey = event.primaryKey;
    this.before = event.before;
    this.after = event.after;
    this.position = event.position;
    this.transactionId = event.transactionId;
    this.provenance = event.provenance;
    this.turn = turn;
    this.due = due;
  }

  /**
   * The same event, with what its shard's count says of it.
   *
   * @param due the seq whose turn it was
   */
  public ChangeEvent counted(Turn turn, long due) {
    return new ChangeEvent(this, turn, due);
  }

  public KeyHash key() {
    return key;
  }

  public String eventId() {
    return eventId;
  }

  public String op() {
    return op;
  }

  public String source() {
    return source;
  }

  public String database() {
    return database;
  }

  public String table() {
    return table;
  }

  /** Milliseconds since the epoch, or null. */
  public Long eventTime() {
    return eventTime;
  }

  /** Null for a table without a key. */
  public byte[] primaryKey() {
    return primaryKey;
  }

  public byte[] before() {
    return before;
  }

  public byte[] after() {
    return after;
  }

  public String position() {
    return position;
  }

  public String transactionId() {
    return transactionId;
  }

  public Provenance provenance() {
    return provenance;
  }

  public Turn turn() {
    return turn;
  }

  /** The seq whose turn it was when the event came; said only of those whose turn it was not. */
  public long due() {
    return due;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ChangeEvent)) {
      return false;
    }
    ChangeEvent that = (ChangeEvent) other;
    return key.equals(that.key)
        && Objects.equals(eventId, that.eventId)
        && Objects.equals(op, that.op)
        && Objects.equals(source, that.source)
        && Objects.equals(database, that.database)
        && Objects.equals(table, that.table)
        && Objects.equals(eventTime, that.eventTime)
        && Arrays.equals(primaryKey, that.primaryKey)
        && Arrays.equals(before, that.before)
        && Arrays.equals(after, that.after)
        && Objects.equals(position, that.position)
        && Objects.equals(transactionId, that.transactionId)
        && provenance.equals(that.provenance)
        && turn == that.turn
        && due == that.due;
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** Says which event it is; never the row's values. */
  @Override
  public String toString() {
    return op
        + " "
        + database
        + "."
        + table
        + " "
        + eventId
        + " at "
        + position
        + " ("
        + provenance
        + ")";
  }

  /** Collects the parts of one event; can be used again after {@link #build}. */
  public static final class Builder {
    private String eventId;
    private String op;
    private String source;
    private String database;
    private String table;
    private Long eventTime;
    private byte[] primaryKey;
    private byte[] before;
    private byte[] after;
    private String position;
    private String transactionId;

    public Builder eventId(String value) {
      eventId = value;
      return this;
    }

    public Builder op(String value) {
      op = value;
      return this;
    }

    public Builder source(String value) {
      source = value;
      return this;
    }

    public Builder table(String database, String table) {
      this.database = database;
      this.table = table;
      return this;
    }

    public Builder eventTime(Long milliseconds) {
      eventTime = milliseconds;
      return this;
    }

    public Builder primaryKey(byte[] json) {
      primaryKey = json;
      return this;
    }

    public Builder images(byte[] before, byte[] after) {
      this.before = before;
      this.after = after;
      return this;
    }

    public Builder position(String value) {
      position = value;
      return this;
    }

    public Builder transactionId(String value) {
      transactionId = value;
      return this;
    }

    /** Hashes the key. */
    public ChangeEvent build(Provenance provenance) {
      return build(KeyHash.of(source, database, table, primaryKey), provenance);
    }

    ChangeEvent build(KeyHash key, Provenance provenance) {
      return new ChangeEvent(this, key, provenance);
    }
  }
}
