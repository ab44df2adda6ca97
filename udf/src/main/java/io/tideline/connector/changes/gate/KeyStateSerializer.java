package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ImmutableSerializer;
import io.tideline.event.Position;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** 44 bytes a key. */
final class KeyStateSerializer extends ImmutableSerializer<KeyState> {

  static final KeyStateSerializer INSTANCE = new KeyStateSerializer();

  private static final long serialVersionUID = 1L;

  /** Flink copies it before it is changed while a checkpoint is being written. */
  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public KeyState copy(KeyState from) {
    return from.copy();
  }

  @Override
  public KeyState copy(KeyState from, KeyState reuse) {
    return from.copy();
  }

  @Override
  public int getLength() {
    return 5 * Long.BYTES + Integer.BYTES;
  }

  @Override
  public void serialize(KeyState state, DataOutputView out) throws IOException {
    out.writeLong(state.run());
    out.writeLong(state.position().high());
    out.writeLong(state.position().low());
    out.writeLong(state.image());
    out.writeLong(state.comparable());
    out.writeInt(state.shape());
  }

  @Override
  public KeyState deserialize(DataInputView in) throws IOException {
    return new KeyState(
        in.readLong(),
        Position.ofPacked(in.readLong(), in.readLong()),
        in.readLong(),
        in.readLong(),
        in.readInt());
  }

  @Override
  public TypeSerializerSnapshot<KeyState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written into savepoints by this name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
