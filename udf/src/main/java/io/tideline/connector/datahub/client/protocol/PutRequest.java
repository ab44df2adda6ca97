package io.tideline.connector.datahub.client.protocol;

import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.Stamps;
import io.tideline.event.Stamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The message that puts records into a shard. */
public final class PutRequest {

  private static final int RECORDS = 1;
  private static final byte[] RUN = Stamp.RUN.getBytes(StandardCharsets.UTF_8);
  private static final byte[] SEQ = Stamp.SEQ.getBytes(StandardCharsets.UTF_8);

  private final WireWriter out;

  /** Null when records are not stamped. */
  private final Stamps stamps;

  private final byte[] run;

  private PutRequest(Stamps stamps, int capacity) {
    this.out = new WireWriter(capacity);
    this.stamps = stamps;
    this.run = stamps == null ? new byte[0] : run(stamps);
  }

  private static byte[] run(Stamps stamps) {
    WireWriter pair = new WireWriter(64);
    byte[] digits = Long.toString(stamps.run()).getBytes(StandardCharsets.US_ASCII);
    WireRecord.attribute(pair, RUN, digits);
    return pair.toByteArray();
  }

  /**
   * @param stamps null to put the records as they are
   */
  public static ByteBuffer frame(List<OutgoingRecord> records, Stamps stamps) {
    long capacity = WireWriter.FRAME_HEADER;
    for (OutgoingRecord record : records) {
      capacity += record.size();
    }
    PutRequest request = new PutRequest(stamps, Math.toIntExact(capacity));
    long seq = stamps == null ? 0 : stamps.firstSeq();
    for (OutgoingRecord record : records) {
      request.add(record, seq++);
    }
    return request.out.frame();
  }

  private void add(OutgoingRecord record, long seq) {
    byte[] bytes = record.bytes();
    int ownSize = record.attributesSize();
    int dataSize = bytes.length - ownSize;
    int digits = WireWriter.digits(seq);
    int seqSize = WireWriter.size(SEQ.length) + WireWriter.size(digits);
    int attributesSize = stamps == null ? ownSize : ownSize + run.length + WireWriter.size(seqSize);
    out.header(
        RECORDS,
        (attributesSize == 0 ? 0 : WireWriter.size(attributesSize)) + WireWriter.size(dataSize));
    if (attributesSize > 0) {
      out.header(WireRecord.ATTRIBUTES, attributesSize);
      out.raw(bytes, 0, ownSize);
    }
    if (stamps != null) {
      out.raw(run, 0, run.length);
      out.header(WireRecord.ATTRIBUTE, seqSize);
      out.bytes(WireRecord.ATTRIBUTE_NAME, SEQ);
      out.header(WireRecord.ATTRIBUTE_VALUE, digits);
      out.decimal(seq, digits);
    }
    out.header(WireRecord.DATA, dataSize);
    out.raw(bytes, ownSize, dataSize);
  }
}
