package io.tideline.connector.datahub.client.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes a message in protobuf's wire format into an array that grows, behind room for the frame
 * that the service wants around it: {@code "DHUB" | CRC-32C | length}, big endian.
 */
final class WireWriter {

  static final int MAGIC = 0x44485542;
  static final int FRAME_HEADER = 12;

  private static final int LENGTH_DELIMITED = 2;
  private static final int MAX_VARINT = 5;

  private byte[] bytes;
  private int length = FRAME_HEADER;

  WireWriter(int capacity) {
    bytes = new byte[Math.max(capacity, FRAME_HEADER)];
  }

  /** The tag of a value whose bytes the caller writes next. */
  void header(int field, int size) {
    ensure(2 * MAX_VARINT);
    varint(field << 3 | LENGTH_DELIMITED);
    varint(size);
  }

  void bytes(int field, byte[] value) {
    header(field, value.length);
    raw(value, 0, value.length);
  }

  /** Without a tag. */
  void raw(byte[] source, int offset, int count) {
    ensure(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /**
   * As text, without a tag.
   *
   * @param digits as {@link #digits} counts them
   */
  void decimal(long value, int digits) {
    ensure(digits);
    int start = length;
    length += digits;
    // The smallest number has no positive counterpart.
    long rest = value < 0 ? value : -value;
    int at = length;
    do {
      bytes[--at] = (byte) ('0' - rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (value < 0) {
      bytes[start] = '-';
    }
  }

  /** Characters of a number as text. */
  static int digits(long value) {
    int digits = value < 0 ? 2 : 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  void number(int field, int value) {
    ensure(2 * MAX_VARINT);
    varint(field << 3);
    varint(value);
  }

  /** Bytes that {@link #bytes} takes; the number of the field is below 16. */
  static int size(int valueSize) {
    return 1 + (38 - Integer.numberOfLeadingZeros(valueSize | 1)) / 7 + valueSize;
  }

  private void varint(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void ensure(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }

  /** Bytes of the message so far. */
  int size() {
    return length - FRAME_HEADER;
  }

  void clear() {
    length = FRAME_HEADER;
  }

  /** A copy of the message, without a frame. */
  byte[] toByteArray() {
    return Arrays.copyOfRange(bytes, FRAME_HEADER, length);
  }

  /** The message in its frame. */
  ByteBuffer frame() {
    int size = length - FRAME_HEADER;
    CRC32C crc = new CRC32C();
    crc.update(bytes, FRAME_HEADER, size);
    ByteBuffer frame = ByteBuffer.wrap(bytes, 0, length);
    frame.putInt(MAGIC).putInt((int) crc.getValue()).putInt(size);
    frame.rewind();
    return frame;
  }
}
