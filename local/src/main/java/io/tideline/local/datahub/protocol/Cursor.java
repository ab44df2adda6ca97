package io.tideline.local.datahub.protocol;

import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import java.nio.charset.StandardCharsets;

/**
 * A place in one shard as clients carry it: 32 hexadecimal digits, the sequence and a check that
 * binds it to its shard, so that a cursor of another shard or of a deleted topic is refused.
 */
public final class Cursor {
  public static final int LENGTH = 32;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Cursor() {}

  /**
   * @param seal number of the shard, the same for all its cursors
   */
  public static String text(long sequence, long seal) {
    byte[] out = new byte[LENGTH];
    write(sequence, seal, out, 0);
    return new String(out, StandardCharsets.US_ASCII);
  }

  public static void write(long sequence, long seal, byte[] out, int at) {
    hex(sequence, out, at);
    hex(check(sequence, seal), out, at + 16);
  }

  /** The sequence of a cursor made with the same seal. */
  public static long sequence(String cursor, long seal) {
    if (cursor.length() == LENGTH) {
      try {
        long sequence = Long.parseUnsignedLong(cursor, 0, 16, 16);
        if (Long.parseUnsignedLong(cursor, 16, LENGTH, 16) == check(sequence, seal)) {
          return sequence;
        }
      } catch (NumberFormatException e) {
        throw foreign();
      }
    }
    throw foreign();
  }

  private static ServiceException foreign() {
    return new ServiceException(
        ErrorCode.INVALID_CURSOR, "The cursor is not one of this shard; ask for a new one.");
  }

  private static long check(long sequence, long seal) {
    long mixed = (sequence ^ seal) * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 32;
    mixed *= 0xD6E8FEB86659FD93L;
    return mixed ^ mixed >>> 32;
  }

  private static void hex(long value, byte[] out, int at) {
    long rest = value;
    for (int i = at + 15; i >= at; i--) {
      out[i] = DIGITS[(int) (rest & 15)];
      rest >>>= 4;
    }
  }
}
