package io.tideline.connector.changes.raw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the texts as they are: nothing of an event is encoded or decoded on its way. */
public final class ChangeEventSerializer extends ImmutableSerializer<ChangeEvent> {

  public static final ChangeEventSerializer INSTANCE = new ChangeEventSerializer();

  private static final long serialVersionUID = 1L;
  private static final int NULL = -1;
  private static final Turn[] TURNS = Turn.values();

  @Override
  public void serialize(ChangeEvent event, DataOutputView out) throws IOException {
    KeyHashSerializer.INSTANCE.serialize(event.key(), out);
    event.texts().write(out);
    out.writeBoolean(event.eventTime() != null);
    if (event.eventTime() != null) {
      out.writeLong(event.eventTime());
    }
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
    EventTexts texts = EventTexts.read(in);
    Long time = in.readBoolean() ? in.readLong() : null;
    Provenance provenance =
        new Provenance(
            readText(in), in.readLong(), in.readLong(), in.readLong(), in.readInt(), readText(in));
    Turn turn = TURNS[in.readByte()];
    long due = turn == Turn.EXPECTED ? Provenance.UNSTAMPED : in.readLong();
    return new ChangeEvent(key, texts, time, provenance, turn, due);
  }

  private static void write(String text, DataOutputView out) throws IOException {
    if (text == null) {
      out.writeInt(NULL);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static String readText(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == NULL) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
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
