package io.tideline.connector.datahub.client;

import java.util.Map;

/** A record to be put: column values in the topic's order, or bytes, and attributes. */
public final class OutgoingRecord {
  private final Object[] fields;
  private final byte[] blob;
  private final Map<String, String> attributes;

  private OutgoingRecord(Object[] fields, byte[] blob, Map<String, String> attributes) {
    this.fields = fields;
    this.blob = blob;
    this.attributes = attributes;
  }

  /**
   * @param fields as {@link TopicRecord#field} returns them; a STRING may be its bytes in UTF-8
   */
  public static OutgoingRecord tuple(Object[] fields, Map<String, String> attributes) {
    return new OutgoingRecord(fields, null, attributes);
  }

  public static OutgoingRecord blob(byte[] blob, Map<String, String> attributes) {
    return new OutgoingRecord(null, blob, attributes);
  }

  /** Null for a BLOB record. */
  public Object[] fields() {
    return fields;
  }

  /** Null for a TUPLE record. */
  public byte[] blob() {
    return blob;
  }

  public Map<String, String> attributes() {
    return attributes;
  }
}
