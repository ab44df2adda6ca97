package io.tideline.connector.changes.raw;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Sixteen bytes. */
public final class KeyHashSerializer extends ImmutableSerializer<KeyHash> {

  public static final KeyHashSerializer INSTANCE = new KeyHashSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public int getLength() {
    return 2 * Long.BYTES;
  }

  @Override
  public void serialize(KeyHash key, DataOutputView out) throws IOException {
    out.writeLong(key.high());
    out.writeLong(key.low());
  }

  @Override
  public KeyHash deserialize(DataInputView in) throws IOException {
    return new KeyHash(in.readLong(), in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<KeyHash> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written into savepoints by this name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyHash> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
