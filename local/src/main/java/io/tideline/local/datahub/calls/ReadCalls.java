package io.tideline.local.datahub.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Topic;
import io.tideline.local.datahub.protocol.Cursor;
import io.tideline.local.datahub.protocol.Frame;
import io.tideline.local.datahub.protocol.JsonRecord;
import io.tideline.local.datahub.protocol.ProtoReader;
import io.tideline.local.datahub.storage.RecordSink;
import io.tideline.local.datahub.storage.ShardLog;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** Gives out cursors, and records from a cursor on. */
public final class ReadCalls {
  private static final int MOST_RECORDS = 1000;
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  /**
   * Answers OLDEST, LATEST, SYSTEM_TIME and SEQUENCE. LATEST is the newest record itself, so on an
   * empty shard its sequence is -1 and its cursor that of the first record to come.
   */
  public Reply cursor(Topic topic, String shardId, JsonNode json) throws IOException {
    ShardLog log = topic.log(shardId);
    long oldest = log.oldestSequence();
    long next = log.nextSequence();
    String type = json.path("Type").asText().toUpperCase(Locale.ROOT);
    long sequence;
    switch (type) {
      case "OLDEST":
        sequence = oldest;
        break;
      case "LATEST":
        sequence = next - 1;
        break;
      case "SYSTEM_TIME":
        sequence = atTime(log, json.path("SystemTime").asLong(-1));
        break;
      case "SEQUENCE":
        sequence = atSequence(json.path("Sequence").asLong(-1), oldest, next);
        break;
      default:
        throw ServiceException.invalid(
            "Cursor type '" + type + "' is unknown; use OLDEST, LATEST, SYSTEM_TIME or SEQUENCE.");
    }
    long at = Math.max(sequence, oldest);
    long time = at < next ? log.timeOf(at) : log.newestTime();
    return Reply.json(
        Reply.object()
            .put("Cursor", Cursor.text(at, topic.seal(shardId)))
            .put("RecordTime", time)
            .put("Sequence", sequence));
  }

  private static long atTime(ShardLog log, long time) throws IOException {
    if (time < 0) {
      throw ServiceException.invalid("System time " + time + " is negative.");
    }
    if (time > System.currentTimeMillis()) {
      throw new ServiceException(
          ErrorCode.SEEK_OUT_OF_RANGE,
          "Time in seek request is out of range: " + time + " is still to come.");
    }
    return log.sequenceAt(time);
  }

  private static long atSequence(long sequence, long oldest, long next) {
    if (sequence < 0) {
      throw ServiceException.invalid("Sequence " + sequence + " is negative.");
    }
    if (sequence < oldest || sequence > next) {
      throw new ServiceException(
          ErrorCode.SEEK_OUT_OF_RANGE,
          "Sequence " + sequence + " is not between " + oldest + " and " + next + ".");
    }
    return sequence;
  }

  public Reply getProtobuf(Topic topic, String shardId, byte[] body) throws IOException {
    ProtoReader in = Frame.open(body);
    String cursor = "";
    int limit = 1;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case 1 -> cursor = in.string();
        case 2 -> limit = (int) in.varint();
        default -> in.skip(tag);
      }
    }
    ShardLog log = topic.log(shardId);
    long seal = topic.seal(shardId);
    long from = position(log, cursor, seal);
    ProtobufRecords records = new ProtobufRecords(seal);
    int count = read(topic, shardId, from, limit, records);
    Reply reply = records.reply(from, count, log.nextSequence() - 1, log.newestTime());
    log.sent(count, reply.length());
    return reply;
  }

  public Reply getJson(Topic topic, String shardId, JsonNode json) throws IOException {
    ShardLog log = topic.log(shardId);
    long seal = topic.seal(shardId);
    long from = position(log, json.path("Cursor").asText(), seal);
    boolean tuple = topic.settings().schema() != null;
    ObjectNode reply = Reply.object();
    ArrayNode records = reply.putArray("Records");
    int count =
        read(
            topic,
            shardId,
            from,
            json.path("Limit").asInt(1),
            (sequence, time, bytes, at, length) -> {
              ObjectNode record =
                  records
                      .addObject()
                      .put("Cursor", Cursor.text(sequence, seal))
                      .put("NextCursor", Cursor.text(sequence + 1, seal))
                      .put("Sequence", sequence)
                      .put("SystemTime", time);
              JsonRecord.fromEntry(bytes, at, length, tuple, record);
            });
    Reply answer =
        Reply.json(
            reply
                .put("NextCursor", Cursor.text(from + count, seal))
                .put("RecordCount", count)
                .put("StartSeq", from)
                .put("LatestSeq", log.nextSequence() - 1)
                .put("LatestTime", log.newestTime()));
    log.sent(count, answer.length());
    return answer;
  }

  private static long position(ShardLog log, String cursor, long seal) {
    long sequence = Cursor.sequence(cursor, seal);
    requireNotExpired(log, sequence);
    return sequence;
  }

  private static void requireNotExpired(ShardLog log, long sequence) {
    if (sequence < log.oldestSequence()) {
      throw new ServiceException(
          ErrorCode.INVALID_CURSOR,
          "The cursor is expired: sequence "
              + sequence
              + " is gone, the oldest is "
              + log.oldestSequence()
              + ". Ask for a new cursor.");
    }
  }

  private static int read(Topic topic, String shardId, long from, int limit, RecordSink records)
      throws IOException {
    // Looked up first: what is at the end of a shard closed by now stays the end.
    boolean active = topic.shards().get(shardId).isActive();
    int most = Math.max(1, Math.min(limit, MOST_RECORDS));
    ShardLog log = topic.log(shardId);
    int count;
    try {
      count = log.read(from, most, MOST_BYTES, records);
    } catch (ClosedChannelException e) {
      // The records expired while they were read, or the topic was deleted.
      requireNotExpired(log, from);
      throw e;
    }
    if (count == 0 && !active) {
      throw Topic.sealed(shardId);
    }
    return count;
  }
}
