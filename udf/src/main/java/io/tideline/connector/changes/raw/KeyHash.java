package io.tideline.connector.changes.raw;

import io.tideline.event.ChangeColumns;
import io.tideline.hash.Murmur128;

/**
 * Which row an event speaks of: a 128-bit hash of source, database, table and primary key. All rows
 * of a table without a key share one.
 */
public final class KeyHash {

  private final long high;
  private final long low;

  KeyHash(long high, long low) {
    this.high = high;
    this.low = low;
  }

  static KeyHash of(EventTexts texts) {
    Murmur128 hash = new Murmur128();
    add(hash, texts, ChangeColumns.SOURCE);
    add(hash, texts, ChangeColumns.DATABASE_NAME);
    add(hash, texts, ChangeColumns.TABLE_NAME);
    add(hash, texts, ChangeColumns.PRIMARY_KEY);
    hash.finish();
    return new KeyHash(hash.high(), hash.low());
  }

  private static void add(Murmur128 hash, EventTexts texts, int column) {
    if (texts.isNull(column)) {
      hash.add((byte[]) null);
    } else {
      hash.add(texts.bytes(), texts.from(column), texts.size(column));
    }
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash
        && ((KeyHash) other).high == high
        && ((KeyHash) other).low == low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high);
  }

  @Override
  public String toString() {
    return String.format("%016x%016x", high, low);
  }
}
