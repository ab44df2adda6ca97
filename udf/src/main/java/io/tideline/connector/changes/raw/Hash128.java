package io.tideline.connector.changes.raw;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A 128-bit hash over a chain of texts, the MurmurHash3 x64 function with the parts before as seed.
 * Each part's length goes in with it, so the borders between the parts count. The value is kept in
 * savepoints: it must never change.
 */
public final class Hash128 {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;
  private static final Hash128 START = new Hash128(0, 0);

  private final long high;
  private final long low;

  private Hash128(long high, long low) {
    this.high = high;
    this.low = low;
  }

  public static Hash128 of(byte[] part) {
    return START.then(part);
  }

  public static Hash128 of(String part) {
    return START.then(part);
  }

  /** A null part differs from an empty one. */
  public Hash128 then(String part) {
    return then(part == null ? null : part.getBytes(StandardCharsets.UTF_8));
  }

  /** A null part differs from an empty one. */
  public Hash128 then(byte[] part) {
    if (part == null) {
      return finish(high, low, -1);
    }
    long h1 = high;
    long h2 = low;
    int end = part.length & ~15;
    for (int i = 0; i < end; i += 16) {
      h1 ^= mixFirst((long) LONGS.get(part, i));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
      h2 ^= mixSecond((long) LONGS.get(part, i + 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    h2 ^= mixSecond(tail(part, end + 8));
    h1 ^= mixFirst(tail(part, end));
    return finish(h1, h2, part.length);
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  /** Up to eight bytes from there on, or 0 when there is none. */
  private static long tail(byte[] part, int from) {
    long value = 0;
    for (int i = Math.min(part.length, from + 8) - 1; i >= from; i--) {
      value = value << 8 | (part[i] & 0xff);
    }
    return value;
  }

  private static Hash128 finish(long first, long second, int length) {
    long h1 = first ^ length;
    long h2 = second ^ length;
    h1 += h2;
    h2 += h1;
    h1 = spread(h1);
    h2 = spread(h2);
    h1 += h2;
    return new Hash128(h1, h2 + h1);
  }

  private static long mixFirst(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mixSecond(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long spread(long k) {
    long h = (k ^ k >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }
}
