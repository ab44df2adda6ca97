package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.sink.RoutedRow.Kind;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.table.data.RowData;

/** Routed rows between two tasks. They are never in a state, so there is nothing to migrate. */
final class RoutedRowSerializer extends TypeSerializer<RoutedRow> {

  private static final long serialVersionUID = 1L;
  private static final Kind[] KINDS = Kind.values();

  private final TypeSerializer<RowData> rows;

  RoutedRowSerializer(TypeSerializer<RowData> rows) {
    this.rows = rows;
  }

  @Override
  public void serialize(RoutedRow element, DataOutputView out) throws IOException {
    out.writeByte(element.kind().ordinal());
    out.writeLong(element.shard());
    if (element.kind() == Kind.SHARDS) {
      out.writeInt(element.shardBytes().length);
      out.write(element.shardBytes());
    } else {
      out.writeLong(element.hash());
      rows.serialize(element.row(), out);
    }
  }

  @Override
  public RoutedRow deserialize(DataInputView in) throws IOException {
    Kind kind = KINDS[in.readByte()];
    long shard = in.readLong();
    if (kind == Kind.SHARDS) {
      byte[] shards = new byte[in.readInt()];
      in.readFully(shards);
      return new RoutedRow(kind, shard, 0, null, shards);
    }
    return RoutedRow.of(kind, shard, in.readLong(), rows.deserialize(in));
  }

  @Override
  public RoutedRow deserialize(RoutedRow reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public RoutedRow copy(RoutedRow from) {
    RowData row = from.row() == null ? null : rows.copy(from.row());
    return new RoutedRow(from.kind(), from.shard(), from.hash(), row, from.shardBytes());
  }

  @Override
  public RoutedRow copy(RoutedRow from, RoutedRow reuse) {
    return copy(from);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializer<RoutedRow> duplicate() {
    return new RoutedRowSerializer(rows.duplicate());
  }

  @Override
  public RoutedRow createInstance() {
    return null;
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoutedRowSerializer && ((RoutedRowSerializer) other).rows.equals(rows);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<RoutedRow> snapshotConfiguration() {
    throw new UnsupportedOperationException("routed rows are not kept in a state");
  }
}
