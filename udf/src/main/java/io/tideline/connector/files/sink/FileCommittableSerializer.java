package io.tideline.connector.files.sink;

import io.tideline.connector.files.commit.RunPoint;
import io.tideline.connector.files.manifest.FileContent;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

final class FileCommittableSerializer implements SimpleVersionedSerializer<FileCommittable> {

  private static final int VERSION = 2;

  /** Knew no points of a job and no content. */
  private static final int FIRST_VERSION = 1;

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
    committable.content().write(out);
    Optional<RunPoint> point = committable.point();
    out.writeBoolean(point.isPresent());
    if (point.isPresent()) {
      out.writeUTF(point.get().run());
      out.writeLong(point.get().checkpoint());
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public FileCommittable deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION && version != FIRST_VERSION) {
      throw new IOException("a file to commit of version " + version + " is from a later release");
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    String path = in.readUTF();
    long length = in.readLong();
    long rows = in.readLong();
    long oldestEventTime = in.readLong();
    byte[] handle = new byte[in.readInt()];
    in.readFully(handle);
    FileContent content = version == FIRST_VERSION ? FileContent.unknown() : FileContent.read(in);
    FileCommittable file =
        new FileCommittable(path, length, rows, oldestEventTime, handle, content);
    return version != FIRST_VERSION && in.readBoolean()
        ? file.at(new RunPoint(in.readUTF(), in.readLong()))
        : file;
  }
}
