package io.tideline.local.datahub.protocol;

import java.util.Arrays;

/**
 * Records on their way into a shard, as they are stored: one after the other, each a protobuf field
 * of its own (tag, length, RecordEntry), so that a run of records is itself a message.
 */
public final class RecordBatch {
  /** Number of the field that holds one record, in the log as in a put request. */
  public static final int RECORD = 1;

  private final ProtoWriter bytes;
  private int[] ends = new int[16];
  private int count;

  public RecordBatch(int capacity) {
    bytes = new ProtoWriter(capacity);
  }

  /** Adds one RecordEntry in its wire form. */
  public void add(byte[] source, int from, int length) {
    bytes.bytes(RECORD, source, from, length);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    ends[count++] = bytes.length();
  }

  public int count() {
    return count;
  }

  /** Bytes of all records, as they are stored. */
  public int bytes() {
    return bytes.length();
  }

  public byte[] array() {
    return bytes.array();
  }

  public int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  public int end(int index) {
    return ends[index];
  }
}
