package io.tideline.local.datahub.protocol;

import io.tideline.local.datahub.model.ServiceException;
import java.nio.charset.StandardCharsets;

/** Reads the protobuf wire format in place: the caller asks only for the fields it needs. */
public final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;

  public ProtoReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
  }

  public boolean hasMore() {
    return position < end;
  }

  public int position() {
    return position;
  }

  /** The next field's tag: {@code number << 3 | wire type}. */
  public int tag() {
    return (int) varint();
  }

  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        throw broken("a number is cut off");
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw broken("a number is longer than 10 bytes");
  }

  /** The length of the value that now begins at {@link #position()}. */
  public int length() {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw broken("a field of " + length + " bytes does not fit");
    }
    return (int) length;
  }

  public void advance(int count) {
    position += count;
  }

  public String string() {
    int length = length();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  public void skip(int tag) {
    switch (tag & 7) {
      case VARINT -> varint();
      case BYTES -> advance(length());
      case FIXED64 -> fixed(8);
      case FIXED32 -> fixed(4);
      default -> throw broken("unknown wire type " + (tag & 7));
    }
  }

  private void fixed(int size) {
    if (size > end - position) {
      throw broken("a fixed number is cut off");
    }
    position += size;
  }

  private ServiceException broken(String what) {
    return ServiceException.invalid(
        "The body is not a valid message: " + what + " at byte " + position + ".");
  }
}
