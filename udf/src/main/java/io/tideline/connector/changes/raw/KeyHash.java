package io.tideline.connector.changes.raw;

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

  /**
   * @param primaryKey the JSON object of the key columns; null for a table without a key
   */
  static KeyHash of(String source, String database, String table, byte[] primaryKey) {
    Murmur128 hash = new Murmur128().add(source).add(database).add(table).add(primaryKey).finish();
    return new KeyHash(hash.high(), hash.low());
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
