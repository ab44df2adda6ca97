package io.tideline.connector.files.sink;

import io.tideline.connector.files.manifest.Crc32cSum;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;

/**
 * Writes whole pieces to a file and tries a piece again that failed, from the byte on that the file
 * still lacks.
 */
final class RetryingOutput extends OutputStream {

  private final RecoverableFsDataOutputStream stream;
  private final WriteRetry retry;
  private final String what;
  private final Crc32cSum sum = new Crc32cSum();
  private long position;

  RetryingOutput(RecoverableFsDataOutputStream stream, WriteRetry retry, String path)
      throws IOException {
    this.stream = stream;
    this.retry = retry;
    this.what = "writing " + path;
    this.position = stream.getPos();
  }

  /** Goes on with a file of which this is the sum of what it has. */
  void resumeSum(long value) {
    sum.resume(value);
  }

  /** CRC-32C of the file so far. */
  long sum() {
    return sum.value();
  }

  long position() {
    return position;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    long start = position;
    retry.call(
        what,
        () -> {
          int done = Math.toIntExact(stream.getPos() - start);
          if (done < 0 || done > count) {
            throw new IOException("the file has " + (start + done) + " bytes, expected " + start);
          }
          stream.write(bytes, offset + done, count - done);
          return null;
        });
    position = start + count;
    sum.update(bytes, offset, count);
  }
}
