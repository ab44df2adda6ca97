package io.tideline.local.datahub.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.tideline.local.datahub.http.Call;
import io.tideline.local.datahub.protocol.Frame;
import io.tideline.local.datahub.protocol.ProtoReader;
import io.tideline.local.datahub.protocol.ProtoWriter;
import io.tideline.local.datahub.protocol.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The records of a put, to be put differently from how they were sent. */
final class PutBody {
  private final Call call;
  private final JsonNode json;
  private final List<byte[]> entries;

  private PutBody(Call call, JsonNode json, List<byte[]> entries) {
    this.call = call;
    this.json = json;
    this.entries = entries;
  }

  static PutBody of(Call call, JsonNode json) {
    List<byte[]> entries = new ArrayList<>();
    if (call.isJson()) {
      json.path("Records")
          .forEach(record -> entries.add(record.toString().getBytes(StandardCharsets.UTF_8)));
      return new PutBody(call, json, entries);
    }
    ProtoReader in = Frame.open(call.body());
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag >>> 3 == RecordBatch.RECORD) {
        int length = in.length();
        entries.add(Arrays.copyOfRange(call.body(), in.position(), in.position() + length));
        in.advance(length);
      } else {
        in.skip(tag);
      }
    }
    return new PutBody(call, json, entries);
  }

  int size() {
    return entries.size();
  }

  PutBody without(int index) {
    List<byte[]> rest = new ArrayList<>(entries);
    rest.remove(index);
    return new PutBody(call, json, rest);
  }

  /** The same with the record at the index and its successor in each other's place. */
  PutBody swapped(int index) {
    List<byte[]> other = new ArrayList<>(entries);
    Collections.swap(other, index, index + 1);
    return new PutBody(call, json, other);
  }

  /** The call that sends these records. */
  Call toCall() {
    return call.withBody(call.isJson() ? jsonBody() : protobufBody());
  }

  private byte[] jsonBody() {
    ObjectNode changed = json.deepCopy();
    ArrayNode records = changed.putArray("Records");
    entries.forEach(entry -> records.addRawValue(new RawValue(text(entry))));
    return changed.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] entry) {
    return new String(entry, StandardCharsets.UTF_8);
  }

  private byte[] protobufBody() {
    ProtoWriter out = new ProtoWriter(call.body().length);
    out.reserve(Frame.HEADER);
    for (byte[] entry : entries) {
      out.bytes(RecordBatch.RECORD, entry, 0, entry.length);
    }
    byte[] body = out.toByteArray();
    Frame.seal(body, body.length);
    return body;
  }
}
