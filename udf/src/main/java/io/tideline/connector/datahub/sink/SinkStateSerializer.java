package io.tideline.connector.datahub.sink;

import io.tideline.connector.files.sink.WriterState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

final class SinkStateSerializer implements SimpleVersionedSerializer<SinkState> {

  private static final int VERSION = 1;

  private final SimpleVersionedSerializer<WriterState> letters;

  SinkStateSerializer(SimpleVersionedSerializer<WriterState> letters) {
    this.letters = letters;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(SinkState state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeLong(state.run());
    out.writeInt(state.letters().size());
    for (WriterState letter : state.letters()) {
      byte[] bytes = SimpleVersionedSerialization.writeVersionAndSerialize(letters, letter);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public SinkState deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "the checkpoint has a sink of version " + version + ", this reads version " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    long run = in.readLong();
    List<WriterState> states = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      states.add(SimpleVersionedSerialization.readVersionAndDeSerialize(letters, bytes));
    }
    return new SinkState(run, states);
  }
}
