package io.tideline.connector.datahub.client.protocol;

import io.tideline.connector.datahub.client.Fetched;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The message that brings records. */
public final class GetResponse {

  private static final int NEXT_CURSOR = 1;
  private static final int RECORDS = 4;
  private static final int LATEST_SEQUENCE = 5;

  private GetResponse() {}

  /**
   * The records keep the frame and decode of it what they are asked for.
   *
   * @throws IOException when the frame was damaged or cut on its way
   */
  public static Fetched read(String shardId, TopicSchema schema, byte[] frame) throws IOException {
    WireReader in = WireReader.unframe(frame);
    List<TopicRecord> records = new ArrayList<>();
    String nextCursor = "";
    long latestSequence = -1;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (WireReader.field(tag)) {
        case NEXT_CURSOR:
          nextCursor = in.string();
          break;
        case RECORDS:
          records.add(WireRecord.read(shardId, schema, in.message()));
          break;
        case LATEST_SEQUENCE:
          latestSequence = in.varint();
          break;
        default:
          in.pass(tag);
      }
    }
    return new Fetched(records, nextCursor, latestSequence);
  }
}
