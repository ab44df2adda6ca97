package io.tideline.connector.datahub.client.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The message that asks for records. */
public final class GetRequest {

  private static final int CURSOR = 1;
  private static final int LIMIT = 2;

  private GetRequest() {}

  public static ByteBuffer frame(String cursor, int limit) {
    WireWriter out = new WireWriter(128);
    out.bytes(CURSOR, cursor.getBytes(StandardCharsets.US_ASCII));
    out.number(LIMIT, limit);
    return out.frame();
  }
}
