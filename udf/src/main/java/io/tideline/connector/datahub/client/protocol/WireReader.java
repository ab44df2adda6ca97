package io.tideline.connector.datahub.client.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Reads a message in protobuf's wire format in place: the caller takes the fields it knows. */
final class WireReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;

  WireReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
  }

  /**
   * The message of a frame.
   *
   * @throws IOException when it was damaged or cut on its way
   */
  static WireReader unframe(byte[] frame) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(frame);
    if (frame.length < WireWriter.FRAME_HEADER || header.getInt() != WireWriter.MAGIC) {
      throw new IOException("the answer of " + frame.length + " bytes is no frame of DataHub's");
    }
    int expected = header.getInt();
    int length = header.getInt();
    if (length != frame.length - WireWriter.FRAME_HEADER) {
      throw new IOException(
          "the answer announces " + length + " bytes and has " + header.remaining());
    }
    CRC32C crc = new CRC32C();
    crc.update(frame, WireWriter.FRAME_HEADER, length);
    // A sender may leave it out.
    if (expected != 0 && expected != (int) crc.getValue()) {
      throw new IOException("the answer's checksum is wrong");
    }
    return new WireReader(frame, WireWriter.FRAME_HEADER, frame.length);
  }

  byte[] array() {
    return bytes;
  }

  boolean hasMore() {
    return position < end;
  }

  int position() {
    return position;
  }

  int end() {
    return end;
  }

  /** The next field's number and, in the low three bits, the form of its value. */
  int tag() throws IOException {
    return (int) varint();
  }

  static int field(int tag) {
    return tag >>> 3;
  }

  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && position < end; shift += 7) {
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw broken();
  }

  /** Passes a value by; returns its size, so that it ends at {@link #position()}. */
  int passBytes() throws IOException {
    long size = varint();
    if (size < 0 || size > end - position) {
      throw broken();
    }
    position += (int) size;
    return (int) size;
  }

  /** A message within this one. */
  WireReader message() throws IOException {
    int size = passBytes();
    return new WireReader(bytes, position - size, position);
  }

  String string() throws IOException {
    int size = passBytes();
    return new String(bytes, position - size, size, StandardCharsets.UTF_8);
  }

  void pass(int tag) throws IOException {
    switch (tag & 7) {
      case VARINT:
        varint();
        break;
      case LENGTH_DELIMITED:
        passBytes();
        break;
      case FIXED64:
        passFixed(Long.BYTES);
        break;
      case FIXED32:
        passFixed(Integer.BYTES);
        break;
      default:
        throw broken();
    }
  }

  private void passFixed(int size) throws IOException {
    if (size > end - position) {
      throw broken();
    }
    position += size;
  }

  private IOException broken() {
    return new IOException("the answer is no valid message at byte " + position);
  }
}
