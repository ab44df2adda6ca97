package io.tideline.connector.datahub.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * The bytes of a request. They are handed over in pieces: all at once they would be copied whole
 * into buffers that the HTTP client then throws away, as it keeps but a few.
 */
final class SdkRequestBody extends RequestBody {

  private static final MediaType PROTOBUF = MediaType.get("application/x-protobuf");

  /** As the HTTP client's buffers. */
  private static final int PIECE = 8192;

  private final ByteBuffer bytes;

  SdkRequestBody(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  @Override
  public MediaType contentType() {
    return PROTOBUF;
  }

  @Override
  public long contentLength() {
    return bytes.remaining();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    for (int at = bytes.position(); at < bytes.limit(); at += PIECE) {
      sink.write(bytes.array(), at, Math.min(PIECE, bytes.limit() - at));
    }
  }
}
