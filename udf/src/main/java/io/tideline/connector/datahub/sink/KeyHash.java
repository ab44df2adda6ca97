package io.tideline.connector.datahub.sink;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of a key's values. It decides the shard of a key and so the order of its records:
 * it must never change.
 */
final class KeyHash {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long NULL = 0x6E756C6C6E756C6CL;

  private KeyHash() {}

  static long start() {
    return MULTIPLIER;
  }

  static long addNull(long hash) {
    return add(hash, NULL);
  }

  static long add(long hash, long value) {
    long mixed = (hash ^ value) * MULTIPLIER;
    return mixed ^ (mixed >>> 29);
  }

  /** The length goes in too, so that ("a", "bc") and ("ab", "c") differ. */
  static long add(long hash, byte[] bytes) {
    long mixed = add(hash, bytes.length);
    int i = 0;
    for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
      mixed = add(mixed, (long) LONGS.get(bytes, i));
    }
    long rest = 0;
    for (int shift = 0; i < bytes.length; i++, shift += Byte.SIZE) {
      rest |= (bytes[i] & 0xFFL) << shift;
    }
    return add(mixed, rest);
  }

  /** Spreads the bits, so that a remainder depends on all of them. */
  static long finish(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
