package io.tideline.connector.files.format.parquet;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/**
 * Compresses pages. Snappy comes from Flink's own libraries, gzip from the JDK, zstd is pure Java.
 */
public enum PageCodec {
  NONE(CompressionCodec.UNCOMPRESSED) {
    @Override
    byte[] compress(byte[] page) {
      return page;
    }

    @Override
    byte[] decompress(byte[] page, int size) {
      return page;
    }
  },
  SNAPPY(CompressionCodec.SNAPPY) {
    @Override
    byte[] compress(byte[] page) throws IOException {
      return Snappy.compress(page);
    }

    @Override
    byte[] decompress(byte[] page, int size) throws IOException {
      return Snappy.uncompress(page);
    }
  },
  GZIP(CompressionCodec.GZIP) {
    @Override
    byte[] compress(byte[] page) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(page.length / 2 + 64);
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 8192)) {
        gzip.write(page);
      }
      return bytes.toByteArray();
    }

    @Override
    byte[] decompress(byte[] page, int size) throws IOException {
      try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(page), 8192)) {
        return gzip.readNBytes(size);
      }
    }
  },
  ZSTD(CompressionCodec.ZSTD) {
    @Override
    byte[] compress(byte[] page) {
      ZstdCompressor zstd = new ZstdCompressor();
      byte[] bytes = new byte[zstd.maxCompressedLength(page.length)];
      int length = zstd.compress(page, 0, page.length, bytes, 0, bytes.length);
      return Arrays.copyOf(bytes, length);
    }

    @Override
    byte[] decompress(byte[] page, int size) {
      byte[] bytes = new byte[size];
      new ZstdDecompressor().decompress(page, 0, page.length, bytes, 0, size);
      return bytes;
    }
  };

  private final CompressionCodec format;

  PageCodec(CompressionCodec format) {
    this.format = format;
  }

  abstract byte[] compress(byte[] page) throws IOException;

  /**
   * @param size of the result, in bytes
   */
  abstract byte[] decompress(byte[] page, int size) throws IOException;

  CompressionCodec format() {
    return format;
  }

  static PageCodec of(CompressionCodec format) throws IOException {
    for (PageCodec codec : values()) {
      if (codec.format == format) {
        return codec;
      }
    }
    throw new IOException("the file is compressed with " + format + ", which is not read here");
  }
}
