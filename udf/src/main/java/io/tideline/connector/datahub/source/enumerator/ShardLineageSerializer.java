package io.tideline.connector.datahub.source.enumerator;

import io.tideline.connector.datahub.source.split.ShardSplitSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The lineage in a checkpoint. */
public final class ShardLineageSerializer implements SimpleVersionedSerializer<ShardLineage> {

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ShardLineage lineage) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeInt(lineage.entries().size());
    for (Map.Entry<String, ShardLineage.Entry> shard : lineage.entries().entrySet()) {
      ShardLineage.Entry entry = shard.getValue();
      out.writeUTF(entry.stage.name());
      ShardSplitSerializer.write(entry.split, out);
      out.writeInt(entry.parents.size());
      for (String parent : entry.parents) {
        out.writeUTF(parent);
      }
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public ShardLineage deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "the checkpoint has a shard lineage of version "
              + version
              + ", this reads version "
              + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    ShardLineage lineage = new ShardLineage();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      ShardLineage.Stage stage = ShardLineage.Stage.valueOf(in.readUTF());
      var split = ShardSplitSerializer.read(in);
      List<String> parents = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        parents.add(in.readUTF());
      }
      lineage.restore(split.shardId(), new ShardLineage.Entry(parents, split, stage));
    }
    return lineage;
  }
}
