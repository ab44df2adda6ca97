package io.tideline.connector.changes.count;

import io.tideline.connector.changes.raw.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Some 50 bytes a shard. What is given to it as state must not be counted on. */
final class ShardCountSerializer extends ImmutableSerializer<ShardCount> {

  static final ShardCountSerializer INSTANCE = new ShardCountSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(ShardCount count, DataOutputView out) throws IOException {
    out.writeUTF(count.shard());
    out.writeLong(count.records());
    out.writeLong(count.latestRun());
    out.writeByte(count.runs().size());
    for (RunCount run : count.runs()) {
      out.writeLong(run.run());
      out.writeLong(run.from());
      out.writeLong(run.next());
      long[] holes = run.holes();
      out.writeInt(holes.length);
      for (long border : holes) {
        out.writeLong(border);
      }
    }
  }

  @Override
  public ShardCount deserialize(DataInputView in) throws IOException {
    String shard = in.readUTF();
    long records = in.readLong();
    long latestRun = in.readLong();
    List<RunCount> runs = new ArrayList<>();
    for (int left = in.readByte(); left > 0; left--) {
      runs.add(new RunCount(in.readLong(), in.readLong(), in.readLong(), longs(in)));
    }
    return new ShardCount(shard, records, latestRun, runs);
  }

  private static long[] longs(DataInputView in) throws IOException {
    long[] longs = new long[in.readInt()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = in.readLong();
    }
    return longs;
  }

  @Override
  public TypeSerializerSnapshot<ShardCount> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written into savepoints by this name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ShardCount> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
