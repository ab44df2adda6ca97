package io.tideline.local.datahub.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What stands before each batch of records in a segment: payload length, CRC-32C of all that
 * follows it, first sequence, system time, number of records.
 */
record BatchHeader(int length, int checksum, long sequence, long time, int count) {
  static final int SIZE = 28;

  private static final int CHECKED_FROM = 8;
  private static final int LONGEST = 16 * 1024 * 1024;

  static BatchHeader of(long sequence, long time, int count, byte[] payload, int from, int length) {
    BatchHeader open = new BatchHeader(length, 0, sequence, time, count);
    return new BatchHeader(length, open.checksumOf(payload, from), sequence, time, count);
  }

  static BatchHeader read(byte[] bytes, int at) {
    ByteBuffer in = ByteBuffer.wrap(bytes, at, SIZE);
    return new BatchHeader(in.getInt(), in.getInt(), in.getLong(), in.getLong(), in.getInt());
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(SIZE)
        .putInt(length)
        .putInt(checksum)
        .putLong(sequence)
        .putLong(time)
        .putInt(count)
        .array();
  }

  long nextSequence() {
    return sequence + count;
  }

  /** Whether the numbers can be those of a batch that begins at this sequence. */
  boolean follows(long expectedSequence) {
    return length > 0 && length <= LONGEST && count > 0 && sequence == expectedSequence;
  }

  boolean matches(byte[] payload, int from) {
    return checksum == checksumOf(payload, from);
  }

  private int checksumOf(byte[] payload, int from) {
    CRC32C crc = new CRC32C();
    crc.update(toBytes(), CHECKED_FROM, SIZE - CHECKED_FROM);
    crc.update(payload, from, length);
    return (int) crc.getValue();
  }
}
