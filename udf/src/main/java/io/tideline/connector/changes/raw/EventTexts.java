package io.tideline.connector.changes.raw;

import io.tideline.event.ChangeColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * The texts of an event, by their place in {@link ChangeColumns}, one behind the other in one array
 * of UTF-8: they are hashed, compared, sent over the network and made values of a row without
 * becoming a String. They are as they stood in the topic; what is no UTF-8 is not taken for
 * something else.
 */
public final class EventTexts {

  public static final int COUNT = ChangeColumns.NAMES.size();

  private final byte[] bytes;

  /** Where each text ends; of one that is NULL the complement of where it would. */
  private final int[] ends;

  /** Made when the first value is asked for. */
  private MemorySegment[] segments;

  EventTexts(byte[] bytes, int[] ends) {
    this.bytes = bytes;
    this.ends = ends;
  }

  /**
   * @param texts one for each column, or null
   */
  static EventTexts of(byte[][] texts) {
    int[] ends = new int[COUNT];
    int size = 0;
    for (int i = 0; i < COUNT; i++) {
      size += texts[i] == null ? 0 : texts[i].length;
      ends[i] = texts[i] == null ? ~size : size;
    }
    byte[] bytes = new byte[size];
    int at = 0;
    for (byte[] text : texts) {
      if (text != null) {
        System.arraycopy(text, 0, bytes, at, text.length);
        at += text.length;
      }
    }
    return new EventTexts(bytes, ends);
  }

  /** All of them; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the text begins in {@link #bytes}. */
  public int from(int column) {
    return column == 0 ? 0 : to(column - 1);
  }

  /** Where the text ends. */
  public int to(int column) {
    int end = ends[column];
    return end < 0 ? ~end : end;
  }

  public int size(int column) {
    return to(column) - from(column);
  }

  public boolean isNull(int column) {
    return ends[column] < 0;
  }

  public boolean is(int column, byte[] text) {
    return Arrays.equals(bytes, from(column), to(column), text, 0, text.length) && !isNull(column);
  }

  /** What is no UTF-8 becomes U+FFFD. */
  public String string(int column) {
    return isNull(column)
        ? null
        : new String(bytes, from(column), size(column), StandardCharsets.UTF_8);
  }

  /** A copy, or null. */
  public byte[] copy(int column) {
    return isNull(column) ? null : Arrays.copyOfRange(bytes, from(column), to(column));
  }

  /** The text as a value of a row; what is no UTF-8 becomes U+FFFD. */
  public StringData data(int column) {
    if (isNull(column)) {
      return null;
    }
    for (int i = from(column); i < to(column); i++) {
      if (bytes[i] < 0) {
        return StringData.fromString(string(column));
      }
    }
    return BinaryStringData.fromAddress(segments(), from(column), size(column));
  }

  /** Of {@link #bytes}, for values of a row that are not copied. */
  public MemorySegment[] segments() {
    if (segments == null) {
      segments = new MemorySegment[] {MemorySegmentFactory.wrap(bytes)};
    }
    return segments;
  }

  void write(DataOutputView out) throws IOException {
    for (int end : ends) {
      out.writeInt(end);
    }
    out.write(bytes);
  }

  static EventTexts read(DataInputView in) throws IOException {
    int[] ends = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      ends[i] = in.readInt();
    }
    int last = ends[COUNT - 1];
    byte[] bytes = new byte[last < 0 ? ~last : last];
    in.readFully(bytes);
    return new EventTexts(bytes, ends);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventTexts
        && Arrays.equals(bytes, ((EventTexts) other).bytes)
        && Arrays.equals(ends, ((EventTexts) other).ends);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
