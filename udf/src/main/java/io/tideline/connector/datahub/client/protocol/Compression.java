package io.tideline.connector.datahub.client.protocol;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.tideline.connector.datahub.DataHubConnectorOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** How a body is compressed; both sides tell each other its size before. */
public enum Compression {
  NONE("") {
    @Override
    public ByteBuffer compress(ByteBuffer body) {
      return body;
    }

    @Override
    byte[] inflate(byte[] body, int rawSize) {
      return body;
    }
  },
  LZ4(DataHubConnectorOptions.LZ4) {
    @Override
    public ByteBuffer compress(ByteBuffer body) {
      Lz4Compressor lz4 = new Lz4Compressor();
      byte[] target = new byte[lz4.maxCompressedLength(body.remaining())];
      int size =
          lz4.compress(body.array(), body.position(), body.remaining(), target, 0, target.length);
      return ByteBuffer.wrap(target, 0, size);
    }

    @Override
    byte[] inflate(byte[] body, int rawSize) throws IOException {
      byte[] target = new byte[rawSize];
      try {
        int size = new Lz4Decompressor().decompress(body, 0, body.length, target, 0, rawSize);
        return size == rawSize ? target : Arrays.copyOf(target, size);
      } catch (MalformedInputException e) {
        throw new IOException("the answer is not valid lz4", e);
      }
    }
  },
  DEFLATE(DataHubConnectorOptions.DEFLATE) {
    @Override
    public ByteBuffer compress(ByteBuffer body) {
      Deflater deflater = new Deflater();
      try {
        deflater.setInput(body.array(), body.position(), body.remaining());
        deflater.finish();
        byte[] target = new byte[Math.max(64, body.remaining() / 2)];
        int size = 0;
        while (!deflater.finished()) {
          if (size == target.length) {
            target = Arrays.copyOf(target, 2 * size);
          }
          size += deflater.deflate(target, size, target.length - size);
        }
        return ByteBuffer.wrap(target, 0, size);
      } finally {
        deflater.end();
      }
    }

    @Override
    byte[] inflate(byte[] body, int rawSize) throws IOException {
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(body);
        byte[] target = new byte[rawSize];
        int size = inflater.inflate(target);
        return size == rawSize ? target : Arrays.copyOf(target, size);
      } catch (DataFormatException e) {
        throw new IOException("the answer is not valid deflate data", e);
      } finally {
        inflater.end();
      }
    }
  };

  private static final int MAX_RAW_BYTES = 64 * 1024 * 1024;

  private final String encoding;

  Compression(String encoding) {
    this.encoding = encoding;
  }

  /**
   * @param option value of 'CompressType'
   * @throws IllegalArgumentException naming the values it can have
   */
  public static Compression of(String option) {
    for (Compression compression : values()) {
      if (compression.encoding.equals(option)) {
        return compression;
      }
    }
    throw new IllegalArgumentException(
        "option 'CompressType' is lz4, deflate or the empty text, not '" + option + "'");
  }

  /** Value of Content-Encoding and Accept-Encoding; null when there is none. */
  public String encoding() {
    return encoding.isEmpty() ? null : encoding;
  }

  public abstract ByteBuffer compress(ByteBuffer body);

  abstract byte[] inflate(byte[] body, int rawSize) throws IOException;

  /**
   * @param rawSize as the answer says
   */
  public byte[] decompress(byte[] body, String rawSize) throws IOException {
    int size;
    try {
      size = Integer.parseInt(rawSize);
    } catch (NumberFormatException e) {
      throw new IOException("the answer says its size is '" + rawSize + "'", e);
    }
    if (size < 0 || size > MAX_RAW_BYTES) {
      throw new IOException("the answer says it has " + size + " bytes");
    }
    return inflate(body, size);
  }
}
