package io.tideline.local.datahub.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file read at any place and written at its end, through one small direct buffer per thread, so
 * that large reads and writes do not pin large native buffers.
 */
final class LogFile implements AutoCloseable {
  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(128 * 1024));

  private final Path path;
  private final FileChannel channel;
  private long end;

  LogFile(Path path) throws IOException {
    this.path = path;
    this.channel =
        FileChannel.open(
            path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    this.end = channel.size();
  }

  Path path() {
    return path;
  }

  /** Collects bytes for the end of the file; nothing is written before the buffer is full. */
  void append(byte[] bytes, int from, int length) throws IOException {
    ByteBuffer buffer = BUFFER.get();
    int done = 0;
    while (done < length) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int count = Math.min(buffer.remaining(), length - done);
      buffer.put(bytes, from + done, count);
      done += count;
    }
  }

  /** Hands everything appended to the operating system. */
  void flush() throws IOException {
    ByteBuffer buffer = BUFFER.get().flip();
    try {
      while (buffer.hasRemaining()) {
        end += channel.write(buffer, end);
      }
    } finally {
      buffer.clear();
    }
  }

  /** Forgets what was appended and not flushed, and cuts what was flushed after this length. */
  void cut(long length) throws IOException {
    BUFFER.get().clear();
    channel.truncate(length);
    end = length;
  }

  void force() throws IOException {
    channel.force(false);
  }

  long size() throws IOException {
    return channel.size();
  }

  void read(long position, byte[] target, int length) throws IOException {
    ByteBuffer buffer = BUFFER.get();
    int done = 0;
    try {
      while (done < length) {
        buffer.clear().limit(Math.min(buffer.capacity(), length - done));
        int count = channel.read(buffer, position + done);
        if (count < 0) {
          throw new EOFException(path + " ends before byte " + (position + length));
        }
        buffer.flip().get(target, done, count);
        done += count;
      }
    } finally {
      buffer.clear();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
