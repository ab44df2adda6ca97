package io.tideline.tests.integration.framework;

import io.tideline.connector.changes.raw.ImmutableSerializer;
import io.tideline.connector.changes.raw.SerializedType;
import io.tideline.connector.datahub.sink.ForwardingRow;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** A row of one text, which Flink's tests of a sink can sort. */
final class TextRow extends ForwardingRow implements Comparable<TextRow>, Serializable {

  private static final long serialVersionUID = 1L;

  static final TypeInformation<TextRow> TYPE = SerializedType.of(TextRow.class, new Serializer());

  private final String text;
  private transient RowData row;

  TextRow(String text) {
    this.text = text;
  }

  @Override
  public RowData row() {
    if (row == null) {
      row = GenericRowData.of(StringData.fromString(text));
    }
    return row;
  }

  @Override
  public int compareTo(TextRow other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextRow && text.equals(((TextRow) other).text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  /** The text. */
  static final class Serializer extends ImmutableSerializer<TextRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(TextRow row, DataOutputView out) throws IOException {
      out.writeUTF(row.text);
    }

    @Override
    public TextRow deserialize(DataInputView in) throws IOException {
      return new TextRow(in.readUTF());
    }

    @Override
    public TypeSerializerSnapshot<TextRow> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Made by this name when a savepoint is read. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TextRow> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
