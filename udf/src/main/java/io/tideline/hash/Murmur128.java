package io.tideline.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 128-bit hash over a chain of parts: MurmurHash3's x64 function over blocks of 16 bytes. A text
 * or an array goes in with its length, so the borders between parts count.
 *
 * <p>Event ids, the gate's keyed state and the shard of a key depend on the values, and are kept in
 * files, savepoints and topics: the values must never change.
 *
 * <p>One object computes many hashes, one after the other; not to be shared between threads.
 */
public final class Murmur128 {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private long high;
  private long low;
  private long blocks;

  /** Starts a new hash. */
  public Murmur128 reset() {
    high = 0;
    low = 0;
    blocks = 0;
    return this;
  }

  /** Starts a new hash that goes on where another one, not yet finished, stands. */
  public Murmur128 resetTo(Murmur128 other) {
    high = other.high;
    low = other.low;
    blocks = other.blocks;
    return this;
  }

  /** Adds one block. */
  public Murmur128 add(long first, long second) {
    high ^= Long.rotateLeft(first * C1, 31) * C2;
    high = (Long.rotateLeft(high, 27) + low) * 5 + 0x52dce729;
    low ^= Long.rotateLeft(second * C2, 33) * C1;
    low = (Long.rotateLeft(low, 31) + high) * 5 + 0x38495ab5;
    blocks++;
    return this;
  }

  /** Adds a text as UTF-16, without encoding it; null differs from the empty text. */
  public Murmur128 add(String text) {
    if (text == null) {
      return add(-1, 0);
    }
    int length = text.length();
    add(length, 0);
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      add(four(text, i), four(text, i + 4));
    }
    if (i < length) {
      add(upToFour(text, i), upToFour(text, i + 4));
    }
    return this;
  }

  /** Adds bytes; null differs from none. */
  public Murmur128 add(byte[] bytes) {
    if (bytes == null) {
      return add(-1, 0);
    }
    return add(bytes, 0, bytes.length);
  }

  /** Adds a part of an array, as if it were one of its own. */
  public Murmur128 add(byte[] bytes, int from, int length) {
    add(length, 0);
    int end = from + length;
    int i = from;
    for (; i + 16 <= end; i += 16) {
      add((long) LONGS.get(bytes, i), (long) LONGS.get(bytes, i + 8));
    }
    if (i < end) {
      add(upToEight(bytes, i, end), upToEight(bytes, i + 8, end));
    }
    return this;
  }

  /** Ends the hash: now {@link #high()} and {@link #low()} are its value. */
  public Murmur128 finish() {
    long first = high ^ blocks;
    long second = low ^ blocks;
    first += second;
    second += first;
    first = avalanche(first);
    second = avalanche(second);
    high = first + second;
    low = second + high;
    return this;
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  private static long four(String text, int from) {
    return text.charAt(from)
        | (long) text.charAt(from + 1) << 16
        | (long) text.charAt(from + 2) << 32
        | (long) text.charAt(from + 3) << 48;
  }

  private static long upToFour(String text, int from) {
    long value = 0;
    for (int i = Math.min(text.length(), from + 4) - 1; i >= from; i--) {
      value = value << 16 | text.charAt(i);
    }
    return value;
  }

  private static long upToEight(byte[] bytes, int from, int end) {
    long value = 0;
    for (int i = Math.min(end, from + 8) - 1; i >= from; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  private static long avalanche(long value) {
    long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
