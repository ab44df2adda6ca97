package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.sink.RoutedRow.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    switch (element.kind()) {
      case SHARDS:
        writeBytes(element.shardBytes(), out);
        break;
      case REFUSED:
        rows.serialize(element.row(), out);
        writeBytes(element.fault().getBytes(StandardCharsets.UTF_8), out);
        break;
      default:
        out.writeLong(element.hash());
        out.writeInt(element.record().attributesSize());
        writeBytes(element.record().bytes(), out);
    }
  }

  @Override
  public RoutedRow deserialize(DataInputView in) throws IOException {
    Kind kind = KINDS[in.readByte()];
    long shard = in.readLong();
    switch (kind) {
      case SHARDS:
        return RoutedRow.shards(shard, readBytes(in));
      case REFUSED:
        RowData row = rows.deserialize(in);
        return RoutedRow.refused(shard, row, new String(readBytes(in), StandardCharsets.UTF_8));
      default:
        long hash = in.readLong();
        int attributesSize = in.readInt();
        return RoutedRow.of(kind, shard, hash, new OutgoingRecord(readBytes(in), attributesSize));
    }
  }

  private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public RoutedRow deserialize(RoutedRow reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  /** Nothing changes but the row of one that is refused. */
  @Override
  public RoutedRow copy(RoutedRow from) {
    return from.kind() == Kind.REFUSED
        ? RoutedRow.refused(from.shard(), rows.copy(from.row()), from.fault())
        : from;
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
