package io.tideline.connector.deadletter.jdbc;

import io.tideline.event.DeadLetterColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/** Letters that wait for their checkpoint, as bytes. */
final class LetterBatch {

  private final int count;
  private final byte[] letters;

  private LetterBatch(int count, byte[] letters) {
    this.count = count;
    this.letters = letters;
  }

  int count() {
    return count;
  }

  List<RowData> letters() throws IOException {
    RowDataSerializer rows = rows();
    DataInputDeserializer in = new DataInputDeserializer(letters);
    List<RowData> read = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      read.add(rows.deserialize(in));
    }
    return read;
  }

  private static RowDataSerializer rows() {
    return new RowDataSerializer((RowType) DeadLetterColumns.DATA_TYPE.getLogicalType());
  }

  /** Gathers a batch. */
  static final class Builder {
    private static final int MOST_BYTES = 1024 * 1024;

    private final RowDataSerializer rows = rows();
    private final DataOutputSerializer out = new DataOutputSerializer(4096);
    private int count;

    void add(RowData letter) throws IOException {
      rows.serialize(letter, out);
      count++;
    }

    boolean isEmpty() {
      return count == 0;
    }

    boolean isFull() {
      return out.length() >= MOST_BYTES;
    }

    /** What was gathered; the next letter begins another batch. */
    LetterBatch build() {
      LetterBatch batch = new LetterBatch(count, out.getCopyOfBuffer());
      out.clear();
      count = 0;
      return batch;
    }
  }

  /** The count and the bytes. */
  static final class Serializer implements SimpleVersionedSerializer<LetterBatch> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(LetterBatch batch) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(8 + batch.letters.length);
      out.writeInt(batch.count);
      out.writeInt(batch.letters.length);
      out.write(batch.letters);
      return out.getCopyOfBuffer();
    }

    @Override
    public LetterBatch deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("letters of version " + version + " are from a later release");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      int count = in.readInt();
      byte[] letters = new byte[in.readInt()];
      in.readFully(letters);
      return new LetterBatch(count, letters);
    }
  }
}
