package io.tideline.connector.files.sink;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

final class FileCommittableSerializer implements SimpleVersionedSerializer<FileCommittable> {

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(FileCommittable committable) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeUTF(committable.path());
    out.writeLong(committable.length());
    out.writeLong(committable.rows());
    out.writeLong(committable.oldestEventTime());
    out.writeInt(committable.handle().length);
    out.write(committable.handle());
    return out.getCopyOfBuffer();
  }

  @Override
  public FileCommittable deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("a file to commit of version " + version + " is from a later release");
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    String path = in.readUTF();
    long length = in.readLong();
    long rows = in.readLong();
    long oldestEventTime = in.readLong();
    byte[] handle = new byte[in.readInt()];
    in.readFully(handle);
    return new FileCommittable(path, length, rows, oldestEventTime, handle);
  }
}
