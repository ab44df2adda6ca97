package io.tideline.connector.files.sink;

import io.tideline.connector.files.manifest.FileContent;
import io.tideline.connector.files.sink.OpenFileState.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

final class WriterStateSerializer implements SimpleVersionedSerializer<WriterState> {

  private static final int VERSION = 3;

  /** Knew no length of an open file. */
  private static final int SECOND_VERSION = 2;

  /** Knew no dead letters. */
  private static final int FIRST_VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(WriterState state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(512);
    out.writeBoolean(state.isOfLetters());
    out.writeInt(state.subtask());
    out.writeLong(state.counter());
    out.writeBoolean(state.file().isPresent());
    if (state.file().isPresent()) {
      OpenFileState file = state.file().get();
      writeBytes(file.path().getBytes(StandardCharsets.UTF_8), out);
      writeBytes(file.layout().getBytes(StandardCharsets.UTF_8), out);
      out.writeLong(file.progress().openedAt());
      out.writeLong(file.progress().rows());
      out.writeLong(file.progress().oldestEventTime());
      out.writeLong(file.progress().length());
      file.progress().content().write(out);
      writeBytes(file.handle(), out);
      writeBytes(file.encoder(), out);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public WriterState deserialize(int version, byte[] serialized) throws IOException {
    if (version < FIRST_VERSION || version > VERSION) {
      throw new IOException("a writer's state of version " + version + " is from a later release");
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    boolean letters = version != FIRST_VERSION && in.readBoolean();
    WriterState state = read(in, version);
    return letters ? state.ofLetters() : state;
  }

  private static WriterState read(DataInputDeserializer in, int version) throws IOException {
    int subtask = in.readInt();
    long counter = in.readLong();
    if (!in.readBoolean()) {
      return new WriterState(subtask, counter, null);
    }
    String path = new String(readBytes(in), StandardCharsets.UTF_8);
    String layout = new String(readBytes(in), StandardCharsets.UTF_8);
    Progress progress =
        new Progress(
            in.readLong(),
            in.readLong(),
            in.readLong(),
            version > SECOND_VERSION ? in.readLong() : -1,
            version > SECOND_VERSION ? FileContent.read(in) : FileContent.unknown());
    byte[] handle = readBytes(in);
    byte[] encoder = readBytes(in);
    return new WriterState(
        subtask, counter, new OpenFileState(path, layout, progress, handle, encoder));
  }

  private static void writeBytes(byte[] bytes, DataOutputSerializer out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputDeserializer in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
