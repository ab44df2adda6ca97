package io.tideline.local.datahub.protocol;

import io.tideline.local.datahub.model.ServiceException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The envelope of a protobuf message: {@code "DHUB" | CRC-32C | length | message}, numbers big
 * endian. A sender may leave the checksum at zero; then it is not checked.
 */
public final class Frame {
  public static final int HEADER = 12;

  private static final int MAGIC = 0x44485542;

  private Frame() {}

  /** Checks the envelope and returns a reader over the message inside. */
  public static ProtoReader open(byte[] body) {
    if (body.length < HEADER) {
      throw ServiceException.invalid(
          "The body of " + body.length + " bytes is shorter than a frame's header.");
    }
    ByteBuffer header = ByteBuffer.wrap(body);
    if (header.getInt() != MAGIC) {
      throw ServiceException.invalid("The body does not begin with DHUB.");
    }
    int expected = header.getInt();
    int length = header.getInt();
    if (length != body.length - HEADER) {
      throw ServiceException.invalid(
          "The frame announces " + length + " bytes but holds " + (body.length - HEADER) + ".");
    }
    if (expected != 0 && expected != checksum(body, HEADER, length)) {
      throw ServiceException.invalid("The checksum of the body is wrong.");
    }
    return new ProtoReader(body, HEADER, body.length);
  }

  /** Fills in the header of a frame whose message was written after {@link #HEADER} free bytes. */
  public static void seal(byte[] frame, int length) {
    int size = length - HEADER;
    ByteBuffer.wrap(frame).putInt(MAGIC).putInt(checksum(frame, HEADER, size)).putInt(size);
  }

  private static int checksum(byte[] bytes, int from, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, count);
    return (int) crc.getValue();
  }
}
