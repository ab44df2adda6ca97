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
    ensure(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
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
