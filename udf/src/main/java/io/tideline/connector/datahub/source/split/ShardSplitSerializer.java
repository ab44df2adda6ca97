package io.tideline.connector.datahub.source.split;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Splits in a checkpoint. */
public final class ShardSplitSerializer implements SimpleVersionedSerializer<ShardSplit> {

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ShardSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(48);
    write(split, out);
    return out.getCopyOfBuffer();
  }

  @Override
  public ShardSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "the checkpoint has splits of version " + version + ", this reads version " + VERSION);
    }
    return read(new DataInputDeserializer(bytes));
  }

  public static void write(ShardSplit split, DataOutputView out) throws IOException {
    out.writeUTF(split.shardId());
    out.writeLong(split.nextSequence());
    out.writeLong(split.startTime());
    out.writeLong(split.endSequence());
    out.writeBoolean(split.finished());
  }

  public static ShardSplit read(DataInputView in) throws IOException {
    return ShardSplit.of(
        in.readUTF(), in.readLong(), in.readLong(), in.readLong(), in.readBoolean());
  }
}
