package io.tideline.connector.changes.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of 64 bits over bytes, eight at a time. Its values are kept in keyed state, so they must
 * never change.
 */
final class Hash64 {

  /** As {@code fold}: upper and lower case of ASCII letters are the same. */
  static final long ANY_CASE = 0x2020202020202020L;

  /** As {@code fold}: every bit counts. */
  static final long EXACT = 0;

  static final long M1 = 0x9e3779b97f4a7c15L;
  static final long M2 = 0xff51afd7ed558ccdL;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Hash64() {}

  /**
   * To be finished.
   *
   * @param seed tells kinds of things apart
   */
  static long of(byte[] bytes, int from, int to, long seed, long fold) {
    long hash = seed + (to - from) * M1;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      hash = (hash ^ ((long) LONGS.get(bytes, i) | fold)) * M2;
      hash ^= hash >>> 32;
    }
    if (i < to) {
      long rest = 0;
      for (int j = to - 1; j >= i; j--) {
        rest = rest << 8 | bytes[j] & 0xff;
      }
      hash = (hash ^ (rest | fold)) * M2;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  /** Mixes two halves, so that results can be added up. */
  static long finish(long one, long other) {
    long mixed = one * M1 + Long.rotateLeft(other, 32) * M2 + other;
    mixed = (mixed ^ mixed >>> 33) * M2;
    mixed = (mixed ^ mixed >>> 29) * M1;
    return mixed ^ mixed >>> 32;
  }
}
