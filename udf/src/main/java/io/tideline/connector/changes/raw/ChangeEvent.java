package io.tideline.connector.changes.raw;

import io.tideline.event.ChangeColumns;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A change event as it stands in the topic, not yet looked into: any part may be missing or
 * nonsense. What is asked of it as a String or an array is made then; what is done for each event
 * is done with {@link #texts}.
 */
public final class ChangeEvent {

  private final KeyHash key;
  private final EventTexts texts;
  private final Long eventTime;
  private final Provenance provenance;
  private final Turn turn;
  private final long due;

  ChangeEvent(
      KeyHash key, EventTexts texts, Long eventTime, Provenance provenance, Turn turn, long due) {
    this.key = key;
    this.texts = texts;
    this.eventTime = eventTime;
    this.provenance = provenance;
    this.turn = turn;
    this.due = due;
  }

  /** One whose turn nothing speaks against. */
  static ChangeEvent of(EventTexts texts, Long eventTime, Provenance provenance) {
    return new ChangeEvent(
        KeyHash.of(texts), texts, eventTime, provenance, Turn.EXPECTED, Provenance.UNSTAMPED);
  }

  /**
   * The same event, with what its shard's count says of it.
   *
   * @param due the seq whose turn it was
   */
  public ChangeEvent counted(Turn turn, long due) {
    return new ChangeEvent(key, texts, eventTime, provenance, turn, due);
  }

  public KeyHash key() {
    return key;
  }

  /** What the parts of the event are made of. */
  public EventTexts texts() {
    return texts;
  }

  public String eventId() {
    return texts.string(ChangeColumns.EVENT_ID);
  }

  public String op() {
    return texts.string(ChangeColumns.OP);
  }

  public String source() {
    return texts.string(ChangeColumns.SOURCE);
  }

  public String database() {
    return texts.string(ChangeColumns.DATABASE_NAME);
  }

  public String table() {
    return texts.string(ChangeColumns.TABLE_NAME);
  }

  /** Milliseconds since the epoch, or null. */
  public Long eventTime() {
    return eventTime;
  }

  /** Whether its table has a key. */
  public boolean isKeyed() {
    return !texts.isNull(ChangeColumns.PRIMARY_KEY);
  }

  /** Null for a table without a key. */
  public byte[] primaryKey() {
    return texts.copy(ChangeColumns.PRIMARY_KEY);
  }

  public byte[] before() {
    return texts.copy(ChangeColumns.BEFORE);
  }

  public byte[] after() {
    return texts.copy(ChangeColumns.AFTER);
  }

  public String position() {
    return texts.string(ChangeColumns.POSITION);
  }

  public String transactionId() {
    return texts.string(ChangeColumns.TRANSACTION_ID);
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
        && texts.equals(that.texts)
        && Objects.equals(eventTime, that.eventTime)
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
    return op()
        + " "
        + database()
        + "."
        + table()
        + " "
        + eventId()
        + " at "
        + position()
        + " ("
        + provenance
        + ")";
  }

  /** Collects the parts of one event; can be used again after {@link #build}. */
  public static final class Builder {
    private final byte[][] texts = new byte[EventTexts.COUNT][];
    private Long eventTime;

    public Builder eventId(String value) {
      return set(ChangeColumns.EVENT_ID, value);
    }

    public Builder op(String value) {
      return set(ChangeColumns.OP, value);
    }

    public Builder source(String value) {
      return set(ChangeColumns.SOURCE, value);
    }

    public Builder table(String database, String table) {
      set(ChangeColumns.DATABASE_NAME, database);
      return set(ChangeColumns.TABLE_NAME, table);
    }

    public Builder eventTime(Long milliseconds) {
      eventTime = milliseconds;
      return this;
    }

    public Builder primaryKey(byte[] json) {
      texts[ChangeColumns.PRIMARY_KEY] = json;
      return this;
    }

    public Builder images(byte[] before, byte[] after) {
      texts[ChangeColumns.BEFORE] = before;
      texts[ChangeColumns.AFTER] = after;
      return this;
    }

    public Builder position(String value) {
      return set(ChangeColumns.POSITION, value);
    }

    public Builder transactionId(String value) {
      return set(ChangeColumns.TRANSACTION_ID, value);
    }

    private Builder set(int column, String value) {
      texts[column] = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
      return this;
    }

    /** Hashes the key. */
    public ChangeEvent build(Provenance provenance) {
      return of(EventTexts.of(texts), eventTime, provenance);
    }
  }
}
