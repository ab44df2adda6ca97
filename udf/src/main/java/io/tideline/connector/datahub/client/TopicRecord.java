package io.tideline.connector.datahub.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One record as read from a shard, without any type of the SDK. */
public interface TopicRecord {

  /** As the size of a value: there is none. */
  int NULL = -1;

  String shardId();

  /** The record's place in its shard, counted by the service. */
  long sequence();

  /** When the service took the record, in milliseconds since the epoch. */
  long systemTime();

  Map<String, String> attributes();

  /** One of the attributes, or null. */
  default String attribute(String name) {
    return attributes().get(name);
  }

  /** Columns of a TUPLE record; 0 for BLOB. */
  int fieldCount();

  /**
   * The value of a TUPLE column: String, Long, Integer, Short, Byte, Float, Double, Boolean,
   * BigDecimal, or null; a TIMESTAMP is a Long of microseconds since the epoch.
   */
  Object field(int index);

  /** The value of a STRING column in UTF-8, without making a String of it; or null. */
  default byte[] utf8(int index) {
    String text = (String) field(index);
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** How many bytes {@link #utf8} has, or {@link #NULL}. */
  default int utf8Size(int index) {
    byte[] text = utf8(index);
    return text == null ? NULL : text.length;
  }

  /** Copies {@link #utf8}, which is not null. */
  default void copyUtf8(int index, byte[] target, int at) {
    byte[] text = utf8(index);
    System.arraycopy(text, 0, target, at, text.length);
  }

  /** The bytes of a BLOB record; null for TUPLE. */
  byte[] blob();

  /** Bytes of the values, about. */
  default int size() {
    byte[] bytes = blob();
    if (bytes != null) {
      return bytes.length;
    }
    int size = 0;
    for (int i = 0; i < fieldCount(); i++) {
      Object value = field(i);
      if (value != null) {
        size += value instanceof String ? ((String) value).length() : Long.BYTES;
      }
    }
    return size;
  }
}
