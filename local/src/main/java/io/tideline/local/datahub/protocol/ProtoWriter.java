package io.tideline.local.datahub.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the protobuf wire format into an array that grows. */
public final class ProtoWriter {
  private static final int BYTES = 2;

  private byte[] bytes;
  private int length;

  public ProtoWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** The array written to, valid up to {@link #length()} and until the next write. */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  public void number(int field, long value) {
    ensure(20);
    varint((long) field << 3);
    varint(value);
  }

  public void string(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    bytes(field, utf8, 0, utf8.length);
  }

  public void bytes(int field, byte[] value, int from, int count) {
    header(field, count);
    raw(value, from, count);
  }

  /** The tag and length of a value that the caller writes next. */
  public void header(int field, int count) {
    ensure(20);
    varint((long) field << 3 | BYTES);
    varint(count);
  }

  public void raw(byte[] value, int from, int count) {
    ensure(count);
    System.arraycopy(value, from, bytes, length, count);
    length += count;
  }

  /** Reserves space to be filled in later, and returns where it begins. */
  public int reserve(int count) {
    ensure(count);
    int at = length;
    length += count;
    return at;
  }

  /** Bytes that {@link #number} takes. */
  public static int numberSize(int field, long value) {
    return varintSize((long) field << 3) + varintSize(value);
  }

  /** Bytes that a length-delimited field takes, tag and length included. */
  public static int bytesSize(int field, int count) {
    return varintSize((long) field << 3) + varintSize(count) + count;
  }

  private static int varintSize(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
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
}
