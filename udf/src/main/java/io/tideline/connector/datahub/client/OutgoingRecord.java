package io.tideline.connector.datahub.client;

/**
 * A record to be put, in the form in which it travels: its own attributes, then its values. Made by
 * the {@link RecordWriter} of the client that puts it.
 */
public final class OutgoingRecord {

  /** What a request has around a record, with the attributes that it is stamped with. */
  private static final int FRAME_BYTES = 80;

  private final byte[] bytes;
  private final int attributesSize;

  /**
   * @param bytes of the attributes, then of the values; not copied
   */
  public OutgoingRecord(byte[] bytes, int attributesSize) {
    this.bytes = bytes;
    this.attributesSize = attributesSize;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** How many of the bytes are attributes. */
  public int attributesSize() {
    return attributesSize;
  }

  /** Bytes that it takes in a request at most. */
  public int size() {
    return bytes.length + FRAME_BYTES;
  }
}
