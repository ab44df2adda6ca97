package io.tideline.connector.files.format;

import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How a file of text is compressed: as members one after the other, which every reader of the
 * format takes for one stream. Between two members a file can be cut and gone on with.
 */
public enum TextCompression {
  NONE("") {
    @Override
    OutputStream member(OutputStream out) {
      return out;
    }

    @Override
    InputStream read(InputStream in) {
      return in;
    }
  },
  GZIP(".gz") {
    @Override
    OutputStream member(OutputStream out) throws IOException {
      return new GZIPOutputStream(out, BUFFER);
    }

    @Override
    InputStream read(InputStream in) throws IOException {
      return new GZIPInputStream(new MoreToCome(in), BUFFER);
    }
  },
  ZSTD(".zst") {
    @Override
    OutputStream member(OutputStream out) throws IOException {
      return new ZstdOutputStream(out);
    }

    @Override
    InputStream read(InputStream in) {
      return new ZstdInputStream(in);
    }
  };

  private static final int BUFFER = 64 * 1024;

  private final String suffix;

  TextCompression(String suffix) {
    this.suffix = suffix;
  }

  /** What a file's name ends in after the format's own suffix, with its dot; empty for none. */
  public String suffix() {
    return suffix;
  }

  /** Begins a member; closing it completes the member and closes {@code out}. */
  abstract OutputStream member(OutputStream out) throws IOException;

  /** Reads all members. */
  abstract InputStream read(InputStream in) throws IOException;
}
