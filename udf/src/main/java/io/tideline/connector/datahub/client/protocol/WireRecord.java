package io.tideline.connector.datahub.client.protocol;

import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record in the message that brought it: knows where its values are, decodes one when asked. */
public final class WireRecord implements TopicRecord {

  private static final int SEQUENCE = 6;
  private static final int SYSTEM_TIME = 7;
  static final int ATTRIBUTES = 8;
  static final int DATA = 9;
  static final int ATTRIBUTE = 1;
  static final int ATTRIBUTE_NAME = 1;
  static final int ATTRIBUTE_VALUE = 2;
  static final int DATA_FIELD = 1;
  static final int FIELD_VALUE = 1;
  private static final int ABSENT = -1;
  private static final int BLOB_FIELDS = 1;

  private final String shardId;
  private final TopicSchema schema;
  private final byte[] bytes;
  private long sequence;
  private long systemTime;
  private WireReader attributes;

  /** Where a value begins, or {@link #ABSENT}, and its size; two numbers a column. */
  private final int[] places;

  private WireRecord(String shardId, TopicSchema schema, byte[] bytes) {
    this.shardId = shardId;
    this.schema = schema;
    this.bytes = bytes;
    this.places = new int[2 * (schema.isBlob() ? BLOB_FIELDS : schema.columns().size())];
    Arrays.fill(places, ABSENT);
  }

  static void attribute(WireWriter out, byte[] name, byte[] value) {
    out.header(ATTRIBUTE, WireWriter.size(name.length) + WireWriter.size(value.length));
    out.bytes(ATTRIBUTE_NAME, name);
    out.bytes(ATTRIBUTE_VALUE, value);
  }

  /**
   * A record as it is before it is put: without a place or a time, and without stamps.
   *
   * @throws IOException when it was made by another client
   */
  public static TopicRecord read(String shardId, TopicSchema schema, OutgoingRecord record)
      throws IOException {
    byte[] bytes = record.bytes();
    WireRecord read = new WireRecord(shardId, schema, bytes);
    read.attributes = new WireReader(bytes, 0, record.attributesSize());
    read.readData(new WireReader(bytes, record.attributesSize(), bytes.length));
    return read;
  }

  static WireRecord read(String shardId, TopicSchema schema, WireReader in) throws IOException {
    WireRecord record = new WireRecord(shardId, schema, in.array());
    while (in.hasMore()) {
      int tag = in.tag();
      switch (WireReader.field(tag)) {
        case SEQUENCE:
          record.sequence = in.varint();
          break;
        case SYSTEM_TIME:
          record.systemTime = in.varint();
          break;
        case ATTRIBUTES:
          record.attributes = in.message();
          break;
        case DATA:
          record.readData(in.message());
          break;
        default:
          in.pass(tag);
      }
    }
    return record;
  }

  /** A topic may have got more columns since the schema was read, or since the record was put. */
  private void readData(WireReader in) throws IOException {
    int next = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      if (WireReader.field(tag) != DATA_FIELD || next == places.length) {
        in.pass(tag);
        continue;
      }
      WireReader field = in.message();
      while (field.hasMore()) {
        int fieldTag = field.tag();
        if (WireReader.field(fieldTag) == FIELD_VALUE) {
          int size = field.passBytes();
          places[next] = field.position() - size;
          places[next + 1] = size;
        } else {
          field.pass(fieldTag);
        }
      }
      next += 2;
    }
  }

  @Override
  public String shardId() {
    return shardId;
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public long systemTime() {
    return systemTime;
  }

  @Override
  public Map<String, String> attributes() {
    if (attributes == null) {
      return Map.of();
    }
    Map<String, String> decoded = new LinkedHashMap<>();
    WireReader in = new WireReader(bytes, attributes.position(), attributes.end());
    try {
      while (in.hasMore()) {
        int tag = in.tag();
        if (WireReader.field(tag) == ATTRIBUTE) {
          addAttribute(in.message(), decoded);
        } else {
          in.pass(tag);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return decoded;
  }

  private static void addAttribute(WireReader pair, Map<String, String> attributes)
      throws IOException {
    String name = "";
    String value = "";
    while (pair.hasMore()) {
      int tag = pair.tag();
      switch (WireReader.field(tag)) {
        case ATTRIBUTE_NAME:
          name = pair.string();
          break;
        case ATTRIBUTE_VALUE:
          value = pair.string();
          break;
        default:
          pair.pass(tag);
      }
    }
    attributes.put(name, value);
  }

  /** Without a map of all. */
  @Override
  public String attribute(String name) {
    if (attributes == null) {
      return null;
    }
    String found = null;
    WireReader in = new WireReader(bytes, attributes.position(), attributes.end());
    try {
      while (in.hasMore()) {
        int tag = in.tag();
        if (WireReader.field(tag) == ATTRIBUTE) {
          String value = valueOf(name, in.message());
          found = value == null ? found : value;
        } else {
          in.pass(tag);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** The pair's value; null when its name is another one. */
  private String valueOf(String name, WireReader pair) throws IOException {
    boolean matches = name.isEmpty();
    int from = 0;
    int size = 0;
    while (pair.hasMore()) {
      int tag = pair.tag();
      switch (WireReader.field(tag)) {
        case ATTRIBUTE_NAME:
          int length = pair.passBytes();
          matches = is(name, pair.position() - length, length);
          break;
        case ATTRIBUTE_VALUE:
          size = pair.passBytes();
          from = pair.position() - size;
          break;
        default:
          pair.pass(tag);
      }
    }
    return matches ? new String(bytes, from, size, StandardCharsets.UTF_8) : null;
  }

  /** Names are mostly ASCII. */
  private boolean is(String name, int from, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] < 0) {
        return name.equals(new String(bytes, from, length, StandardCharsets.UTF_8));
      }
      if (i == name.length() || name.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return name.length() == length;
  }

  @Override
  public int fieldCount() {
    return schema.columns().size();
  }

  @Override
  public Object field(int index) {
    int from = places[2 * index];
    int size = places[2 * index + 1];
    if (from == ABSENT) {
      return null;
    }
    TopicSchema.Type type = schema.columns().get(index).type();
    if (type == TopicSchema.Type.STRING) {
      return new String(bytes, from, size, StandardCharsets.UTF_8);
    }
    String text = new String(bytes, from, size, StandardCharsets.ISO_8859_1);
    switch (type) {
      case TINYINT:
        return Byte.valueOf(text);
      case SMALLINT:
        return Short.valueOf(text);
      case INTEGER:
        return Integer.valueOf(text);
      case BIGINT:
      case TIMESTAMP:
        return Long.valueOf(text);
      case FLOAT:
        return Float.valueOf(text);
      case DOUBLE:
        return Double.valueOf(text);
      case DECIMAL:
        return new BigDecimal(text);
      case BOOLEAN:
        return bool(text);
      default:
        throw new IllegalStateException("column type " + type);
    }
  }

  private static Boolean bool(String text) {
    if (text.equalsIgnoreCase("true")) {
      return true;
    } else if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new IllegalArgumentException("'" + text + "' is no BOOLEAN");
  }

  @Override
  public byte[] utf8(int index) {
    int from = places[2 * index];
    return from == ABSENT ? null : Arrays.copyOfRange(bytes, from, from + places[2 * index + 1]);
  }

  @Override
  public int utf8Size(int index) {
    return places[2 * index] == ABSENT ? NULL : places[2 * index + 1];
  }

  @Override
  public void copyUtf8(int index, byte[] target, int at) {
    System.arraycopy(bytes, places[2 * index], target, at, places[2 * index + 1]);
  }

  @Override
  public int size() {
    int size = 0;
    for (int i = 0; i < places.length; i += 2) {
      size += places[i] == ABSENT ? 0 : places[i + 1];
    }
    return size;
  }

  @Override
  public byte[] blob() {
    return schema.isBlob() ? utf8(0) : null;
  }
}
