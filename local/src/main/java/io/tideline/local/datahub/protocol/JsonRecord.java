package io.tideline.local.datahub.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.model.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** A record's JSON form, to and from the wire form it is stored in. */
public final class JsonRecord {
  private static final int ATTRIBUTES = 8;
  private static final int DATA = 9;

  private JsonRecord() {}

  /** The RecordEntry that this JSON describes. */
  public static ProtoWriter toEntry(JsonNode record) {
    ProtoWriter entry = new ProtoWriter(256);
    text(entry, 1, record.get("ShardId"));
    text(entry, 2, record.get("HashKey"));
    text(entry, 3, record.get("PartitionKey"));
    JsonNode attributes = record.get("Attributes");
    if (attributes != null && attributes.isObject()) {
      message(entry, ATTRIBUTES, attributes(attributes));
    }
    message(entry, DATA, data(record.path("Data")));
    return entry;
  }

  private static void text(ProtoWriter entry, int field, JsonNode value) {
    if (value != null && !value.isNull()) {
      entry.string(field, value.asText());
    }
  }

  private static void message(ProtoWriter entry, int field, ProtoWriter message) {
    entry.bytes(field, message.array(), 0, message.length());
  }

  private static ProtoWriter attributes(JsonNode attributes) {
    ProtoWriter all = new ProtoWriter(128);
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      ProtoWriter pair = new ProtoWriter(64);
      pair.string(1, attribute.getKey());
      pair.string(2, attribute.getValue().asText());
      message(all, 1, pair);
    }
    return all;
  }

  private static ProtoWriter data(JsonNode data) {
    ProtoWriter values = new ProtoWriter(128);
    if (data.isArray()) {
      for (JsonNode value : data) {
        ProtoWriter field = new ProtoWriter(64);
        text(field, 1, value);
        message(values, 1, field);
      }
    } else if (data.isTextual()) {
      ProtoWriter field = new ProtoWriter(64);
      try {
        byte[] blob = data.binaryValue();
        field.bytes(1, blob, 0, blob.length);
      } catch (IOException e) {
        throw ServiceException.invalid("Data is not valid base64: " + e.getMessage());
      }
      message(values, 1, field);
    }
    return values;
  }

  /**
   * Puts a stored entry's attributes and data into a JSON object.
   *
   * @param tuple false for a record of a BLOB topic
   */
  public static void fromEntry(
      byte[] bytes, int from, int length, boolean tuple, ObjectNode record) {
    ProtoReader in = new ProtoReader(bytes, from, from + length);
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case ATTRIBUTES -> readAttributes(nested(bytes, in), bytes, record.putObject("Attributes"));
        case DATA -> readData(nested(bytes, in), bytes, tuple, record);
        case 2 -> record.put("HashKey", in.string());
        case 3 -> record.put("PartitionKey", in.string());
        default -> in.skip(tag);
      }
    }
  }

  private static ProtoReader nested(byte[] bytes, ProtoReader in) {
    int length = in.length();
    ProtoReader nested = new ProtoReader(bytes, in.position(), in.position() + length);
    in.advance(length);
    return nested;
  }

  private static void readAttributes(ProtoReader in, byte[] bytes, ObjectNode attributes) {
    while (in.hasMore()) {
      in.tag();
      ProtoReader pair = nested(bytes, in);
      String key = "";
      String value = "";
      while (pair.hasMore()) {
        int tag = pair.tag();
        switch (tag >>> 3) {
          case 1 -> key = pair.string();
          case 2 -> value = pair.string();
          default -> pair.skip(tag);
        }
      }
      attributes.put(key, value);
    }
  }

  private static void readData(ProtoReader in, byte[] bytes, boolean tuple, ObjectNode record) {
    ArrayNode values = tuple ? record.putArray("Data") : null;
    while (in.hasMore()) {
      in.tag();
      byte[] value = value(nested(bytes, in), bytes);
      if (!tuple) {
        record.put("Data", Base64.getEncoder().encodeToString(value));
      } else if (value == null) {
        values.addNull();
      } else {
        values.add(new String(value, StandardCharsets.UTF_8));
      }
    }
  }

  private static byte[] value(ProtoReader field, byte[] bytes) {
    byte[] value = null;
    while (field.hasMore()) {
      int tag = field.tag();
      if (tag >>> 3 == 1) {
        int length = field.length();
        value = Arrays.copyOfRange(bytes, field.position(), field.position() + length);
        field.advance(length);
      } else {
        field.skip(tag);
      }
    }
    return value;
  }
}
