package io.tideline.connector.files.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** A buffer that text is put together in, byte by byte, without a String between. */
final class RowBytes {

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private byte[] bytes = new byte[4096];
  private int length;

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** Makes room for more bytes after the last. */
  void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), grown(bytes.length)));
    }
  }

  /** Drops what is after {@code end}, or takes in what was written there behind our back. */
  void length(int end) {
    length = end;
  }

  void put(int ascii) {
    if (length == bytes.length) {
      reserve(1);
    }
    bytes[length++] = (byte) ascii;
  }

  void put(byte[] source) {
    put(source, 0, source.length);
  }

  void put(byte[] source, int from, int count) {
    reserve(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  void putAscii(String text) {
    int count = text.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  void putUtf8(String text) {
    put(text.getBytes(StandardCharsets.UTF_8));
  }

  void putUtf8(StringData text) {
    if (!(text instanceof BinaryStringData)) {
      put(text.toBytes());
      return;
    }
    BinaryStringData binary = (BinaryStringData) text;
    binary.ensureMaterialized();
    MemorySegment[] segments = binary.getSegments();
    if (segments.length > 1) {
      put(binary.toBytes());
      return;
    }
    int count = binary.getSizeInBytes();
    reserve(count);
    segments[0].get(binary.getOffset(), bytes, length, count);
    length += count;
  }

  void putBase64(byte[] data) {
    put(BASE64.encode(data));
  }

  void putLong(long value) {
    if (value < 0) {
      if (value == Long.MIN_VALUE) {
        putAscii("-9223372036854775808");
        return;
      }
      put('-');
      value = -value;
    }
    putDigits(value, digits(value));
  }

  /** The value's last {@code count} digits, with zeros before; the value is not negative. */
  void putDigits(long value, int count) {
    reserve(count);
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + value % 10);
      value /= 10;
    }
    length += count;
  }

  static int digits(long value) {
    int count = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      count++;
    }
    return count;
  }

  private static int grown(int size) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, 2L * size);
  }
}
