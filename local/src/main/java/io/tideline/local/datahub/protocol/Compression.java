package io.tideline.local.datahub.protocol;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.tideline.local.datahub.model.ServiceException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** How a body is compressed; the name is the value of Content-Encoding and Accept-Encoding. */
public enum Compression {
  NONE {
    @Override
    public byte[] decompress(byte[] body, int rawSize) {
      return body;
    }

    @Override
    public byte[] compress(byte[] bytes, int length) {
      return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }
  },
  LZ4 {
    @Override
    public byte[] decompress(byte[] body, int rawSize) {
      byte[] raw = new byte[rawSize];
      try {
        int length = new Lz4Decompressor().decompress(body, 0, body.length, raw, 0, rawSize);
        return length == rawSize ? raw : Arrays.copyOf(raw, length);
      } catch (MalformedInputException e) {
        throw ServiceException.invalid("The body is not a valid lz4 block: " + e.getMessage());
      }
    }

    @Override
    public byte[] compress(byte[] bytes, int length) {
      Lz4Compressor lz4 = new Lz4Compressor();
      byte[] target = new byte[lz4.maxCompressedLength(length)];
      int size = lz4.compress(bytes, 0, length, target, 0, target.length);
      return Arrays.copyOf(target, size);
    }
  },
  DEFLATE {
    @Override
    public byte[] decompress(byte[] body, int rawSize) {
      byte[] raw = new byte[rawSize];
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(body);
        int length = inflater.inflate(raw);
        if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
          throw ServiceException.invalid(
              "The body inflates to more than the " + rawSize + " bytes announced.");
        }
        return length == rawSize ? raw : Arrays.copyOf(raw, length);
      } catch (DataFormatException e) {
        throw ServiceException.invalid("The body is not valid deflate data: " + e.getMessage());
      } finally {
        inflater.end();
      }
    }

    @Override
    public byte[] compress(byte[] bytes, int length) {
      Deflater deflater = new Deflater(Deflater.BEST_SPEED);
      try {
        deflater.setInput(bytes, 0, length);
        deflater.finish();
        byte[] out = new byte[Math.max(64, length / 2)];
        int size = 0;
        while (!deflater.finished()) {
          if (size == out.length) {
            out = Arrays.copyOf(out, size * 2);
          }
          size += deflater.deflate(out, size, out.length - size);
        }
        return Arrays.copyOf(out, size);
      } finally {
        deflater.end();
      }
    }
  };

  /**
   * @param rawSize size of the result, which the sender announces
   */
  public abstract byte[] decompress(byte[] body, int rawSize);

  /** The first {@code length} bytes, compressed. */
  public abstract byte[] compress(byte[] bytes, int length);

  /** The value of a Content-Encoding or Accept-Encoding header. */
  public String header() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** NONE for a missing header. */
  public static Compression ofContent(String header) {
    if (header == null || header.isEmpty() || header.equals("identity")) {
      return NONE;
    }
    for (Compression compression : values()) {
      if (compression.header().equals(header)) {
        return compression;
      }
    }
    throw ServiceException.invalid(
        "Content-Encoding '" + header + "' is not supported; use lz4 or deflate.");
  }

  /** What to answer with: NONE unless the client asks for one that is known. */
  public static Compression ofAccepted(String header) {
    if (LZ4.header().equals(header)) {
      return LZ4;
    }
    return DEFLATE.header().equals(header) ? DEFLATE : NONE;
  }
}
