package io.tideline.local.datahub.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.http.Call;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Topic;
import io.tideline.local.datahub.protocol.Frame;
import io.tideline.local.datahub.protocol.JsonRecord;
import io.tideline.local.datahub.protocol.ProtoReader;
import io.tideline.local.datahub.protocol.ProtoWriter;
import io.tideline.local.datahub.protocol.PutRecord;
import io.tideline.local.datahub.protocol.RecordBatch;
import io.tideline.local.datahub.quota.QuotaCheck;
import java.io.IOException;
import java.util.List;

/** Takes records: into one shard, all or none; or each where it belongs, with faults by record. */
public final class PutCalls {
  private static final int MOST_RECORDS = 10_000;

  private final QuotaCheck quotas;

  public PutCalls(QuotaCheck quotas) {
    this.quotas = quotas;
  }

  /**
   * @param shardId null to route each record by its shard, hash key or partition key
   */
  public Reply putProtobuf(Topic topic, String shardId, byte[] body) throws IOException {
    ProtoReader in = Frame.open(body);
    if (shardId != null) {
      putIntoShard(topic, shardId, body, in);
      return Reply.OK;
    }
    RecordRouting routing = new RecordRouting(topic, quotas);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag >>> 3 == RecordBatch.RECORD) {
        int length = in.length();
        routing.add(body, in.position(), length);
        in.advance(length);
        requireCount(routing.count());
      } else {
        in.skip(tag);
      }
    }
    requireCount(routing.count());
    return failuresAsProtobuf(routing.write());
  }

  private void putIntoShard(Topic topic, String shardId, byte[] body, ProtoReader in)
      throws IOException {
    topic.shards().get(shardId);
    RecordBatch batch = new RecordBatch(body.length);
    PutRecord record = new PutRecord(topic.settings().schema());
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag >>> 3 != RecordBatch.RECORD) {
        in.skip(tag);
        continue;
      }
      int length = in.length();
      record.read(body, in.position(), length);
      if (record.fault() != null) {
        throw new ServiceException(
            ErrorCode.MALFORMED_RECORD, "Record " + batch.count() + ": " + record.fault());
      }
      batch.add(body, in.position(), length);
      in.advance(length);
      requireCount(batch.count());
    }
    requireCount(batch.count());
    quotas.write(topic, shardId, batch.bytes());
    topic.append(shardId, batch);
  }

  public Reply putJson(Topic topic, JsonNode json) throws IOException {
    JsonNode records = json.path("Records");
    requireCount(records.size());
    RecordRouting routing = new RecordRouting(topic, quotas);
    for (JsonNode record : records) {
      ProtoWriter entry = JsonRecord.toEntry(record);
      routing.add(entry.array(), 0, entry.length());
    }
    return failuresAsJson(routing.write());
  }

  /** What a put is answered with when all its records were taken. */
  public static Reply acknowledge(Call call) {
    if (call.isJson()) {
      return failuresAsJson(List.of());
    }
    return call.path().size() == 5 ? Reply.OK : failuresAsProtobuf(List.of());
  }

  private static void requireCount(int count) {
    if (count == 0) {
      throw ServiceException.invalid("The request has no records.");
    }
    if (count > MOST_RECORDS) {
      throw ServiceException.invalid(
          "The request has more than " + MOST_RECORDS + " records. Send fewer at once.");
    }
  }

  private static Reply failuresAsProtobuf(List<RecordRouting.Failure> failures) {
    ProtoWriter out = new ProtoWriter(64);
    out.reserve(Frame.HEADER);
    out.number(1, failures.size());
    for (RecordRouting.Failure failure : failures) {
      ProtoWriter entry = new ProtoWriter(64);
      entry.number(1, failure.index());
      entry.string(2, failure.error().code().text());
      entry.string(3, failure.error().getMessage());
      out.bytes(2, entry.array(), 0, entry.length());
    }
    Frame.seal(out.array(), out.length());
    return Reply.protobuf(out.array(), out.length());
  }

  private static Reply failuresAsJson(List<RecordRouting.Failure> failures) {
    ObjectNode reply = Reply.object().put("FailedRecordCount", failures.size());
    ArrayNode entries = reply.putArray("FailedRecords");
    for (RecordRouting.Failure failure : failures) {
      entries
          .addObject()
          .put("Index", failure.index())
          .put("ErrorCode", failure.error().code().text())
          .put("ErrorMessage", failure.error().getMessage());
    }
    return Reply.json(reply);
  }
}
