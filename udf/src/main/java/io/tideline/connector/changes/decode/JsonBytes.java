package io.tideline.connector.changes.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks through JSON text eight bytes at a time. */
public final class JsonBytes {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private JsonBytes() {}

  /** Where the first quote or backslash stands; {@code to} when there is none. */
  public static int quoteOrBackslash(byte[] json, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long eight = (long) LONGS.get(json, i);
      long found = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < to && json[i] != '"' && json[i] != '\\') {
      i++;
    }
    return i;
  }

  /** Whether there are but ASCII characters, and none that JSON wants escaped as invisible. */
  static boolean isVisibleAscii(byte[] json, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long eight = (long) LONGS.get(json, i);
      if (((eight | eight - SPACES) & HIGH) != 0) {
        return false;
      }
    }
    while (i < to && json[i] >= ' ') {
      i++;
    }
    return i == to;
  }

  /** The highest bit of the first byte that is 0, and nothing where none is. */
  private static long zeros(long eight) {
    return eight - ONES & ~eight & HIGH;
  }
}
