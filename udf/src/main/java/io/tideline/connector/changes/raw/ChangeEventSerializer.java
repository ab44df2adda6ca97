package io.tideline.connector.changes.raw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes texts as their UTF-8 bytes after their length; -1 stands for null. */
public final class ChangeEventSerializer extends ImmutableSerializer<ChangeEvent> {

  public static final ChangeEventSerializer INSTANCE = new ChangeEventSerializer();

  private static final long serialVersionUID = 1L;
  private static final int NULL = -1;
  private static final Turn[] TURNS = Turn.values();

  @Override
  public void serialize(ChangeEvent event, DataOutputView out) throws IOException {
    KeyHashSerializer.INSTANCE.serialize(event.key(), out);
    write(event.eventId(), out);
    write(event.op(), out);
    write(event.source(), out);
    write(event.database(), out);
    write(event.table(), out);
    out.writeBoolean(event.eventTime() != null);
    if (event.eventTime() != null) {
      out.writeLong(event.eventTime());
    }
    write(event.primaryKey(), out);
    write(event.before(), out);
    write(event.after(), out);
    write(event.position(), out);
    write(event.transactionId(), out);
    Provenance provenance = event.provenance();
    write(provenance.shard(), out);
    out.writeLong(provenance.sequence());
    out.writeLong(provenance.run());
    out.writeLong(provenance.seq());
    out.writeInt(provenance.attempt());
    write(provenance.route(), out);
    out.writeByte(event.turn().ordinal());
    if (event.turn() != Turn.EXPECTED) {
      out.writeLong(event.due());
    }
  }

  @Override
  public ChangeEvent deserialize(DataInputView in) throws IOException {
    KeyHash key = KeyHashSerializer.INSTANCE.deserialize(in);
    ChangeEvent.Builder event =
        new ChangeEvent.Builder()
            .eventId(readText(in))
            .op(readText(in))
            .source(readText(in))
            .table(readText(in), readText(in));
    if (in.readBoolean()) {
      event.eventTime(in.readLong());
    }
    event
        .primaryKey(readBytes(in))
        .images(readBytes(in), readBytes(in))
        .position(readText(in))
        .transactionId(readText(in));
    Provenance provenance =
        new Provenance(
            readText(in), in.readLong(), in.readLong(), in.readLong(), in.readInt(), readText(in));
    ChangeEvent read = event.build(key, provenance);
    Turn turn = TURNS[in.readByte()];
    return turn == Turn.EXPECTED ? read : read.counted(turn, in.readLong());
  }

  private static void write(String text, DataOutputView out) throws IOException {
    write(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static void write(byte[] bytes, DataOutputView out) throws IOException {
    if (bytes == null) {
      out.writeInt(NULL);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static String readText(DataInputView in) throws IOException {
    byte[] bytes = readBytes(in);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == NULL) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public TypeSerializerSnapshot<ChangeEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written into savepoints by this name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ChangeEvent> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
