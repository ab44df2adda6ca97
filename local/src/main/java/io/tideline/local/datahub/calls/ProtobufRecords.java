package io.tideline.local.datahub.calls;

import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.protocol.Cursor;
import io.tideline.local.datahub.protocol.Frame;
import io.tideline.local.datahub.protocol.ProtoWriter;
import io.tideline.local.datahub.storage.RecordSink;

/**
 * The answer to a get in protobuf. Each record's stored bytes are followed by its place and time:
 * fields may come in any order, and the last of two wins.
 */
final class ProtobufRecords implements RecordSink {
  private static final int RECORDS = 4;
  private static final int CURSOR = 4;
  private static final int NEXT_CURSOR = 5;
  private static final int SEQUENCE = 6;
  private static final int SYSTEM_TIME = 7;

  private final ProtoWriter out = new ProtoWriter(64 * 1024);
  private final byte[] cursor = new byte[Cursor.LENGTH];
  private final long seal;

  ProtobufRecords(long seal) {
    this.seal = seal;
    out.reserve(Frame.HEADER);
  }

  @Override
  public void accept(long sequence, long time, byte[] bytes, int from, int length) {
    int size =
        length
            + 2 * ProtoWriter.bytesSize(CURSOR, Cursor.LENGTH)
            + ProtoWriter.numberSize(SEQUENCE, sequence)
            + ProtoWriter.numberSize(SYSTEM_TIME, time);
    out.header(RECORDS, size);
    out.raw(bytes, from, length);
    cursor(CURSOR, sequence);
    cursor(NEXT_CURSOR, sequence + 1);
    out.number(SEQUENCE, sequence);
    out.number(SYSTEM_TIME, time);
  }

  private void cursor(int field, long sequence) {
    Cursor.write(sequence, seal, cursor, 0);
    out.bytes(field, cursor, 0, Cursor.LENGTH);
  }

  Reply reply(long from, int count, long latestSequence, long latestTime) {
    cursor(1, from + count);
    out.number(2, count);
    out.number(3, from);
    out.number(5, latestSequence);
    out.number(6, latestTime);
    Frame.seal(out.array(), out.length());
    return Reply.protobuf(out.array(), out.length());
  }
}
