package io.tideline.connector.datahub.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The tree in a checkpoint, and on its way from the routers to the writers. */
final class ShardTreeSerializer implements SimpleVersionedSerializer<ShardTree> {

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ShardTree tree) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    write(tree.rootIds(), out);
    out.writeInt(tree.size());
    for (ShardTree.Node node : tree.nodes()) {
      out.writeLong(node.id());
      out.writeBoolean(node.isOpen());
      write(node.parents(), out);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public ShardTree deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "the checkpoint has shards of version " + version + ", this reads version " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    long[] roots = read(in);
    List<ShardTree.Node> nodes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      nodes.add(ShardTree.node(in.readLong(), in.readBoolean(), read(in)));
    }
    return new ShardTree(roots, nodes);
  }

  private static void write(long[] ids, DataOutputSerializer out) throws IOException {
    out.writeInt(ids.length);
    for (long id : ids) {
      out.writeLong(id);
    }
  }

  private static long[] read(DataInputDeserializer in) throws IOException {
    long[] ids = new long[in.readInt()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = in.readLong();
    }
    return ids;
  }
}
