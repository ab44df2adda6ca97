package io.tideline.connector.datahub.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The number of a writer's start, and that number in a checkpoint. */
final class RunNumber implements SimpleVersionedSerializer<Long> {

  private static final int VERSION = 1;

  /** Greater than any before, also when the clock was set back. */
  static long next(Collection<Long> before, long nowMillis) {
    long run = nowMillis;
    for (long earlier : before) {
      run = Math.max(run, earlier + 1);
    }
    return run;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(Long run) {
    return ByteBuffer.allocate(Long.BYTES).putLong(run).array();
  }

  @Override
  public Long deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "the checkpoint has runs of version " + version + ", this reads version " + VERSION);
    }
    return ByteBuffer.wrap(bytes).getLong();
  }
}
