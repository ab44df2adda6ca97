package io.tideline.connector.datahub.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.sink.RoutedRow.Kind;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class RoutedRowSerializerTest {

  private final RoutedRowSerializer serializer =
      new RoutedRowSerializer(new RowDataSerializer(RowType.of(new VarCharType())));

  @Test
  void aRecordKeepsItsShardItsHashAndItsBytes() throws Exception {
    OutgoingRecord record = new OutgoingRecord(new byte[] {1, 2, 3}, 1);

    for (Kind kind : List.of(Kind.KEYED, Kind.TURN, Kind.BROADCAST)) {
      RoutedRow read = thereAndBack(RoutedRow.of(kind, 7, -5, record));
      assertThat(read.kind()).isEqualTo(kind);
      assertThat(read.shard()).isEqualTo(7);
      assertThat(read.hash()).isEqualTo(-5);
      assertThat(read.record().bytes()).containsExactly(1, 2, 3);
      assertThat(read.record().attributesSize()).isEqualTo(1);
    }
  }

  @Test
  void aRefusedRowKeepsItsValuesAndTheReason() throws Exception {
    StringData text = StringData.fromString("largé");

    RoutedRow read = thereAndBack(RoutedRow.refused(7, GenericRowData.of(text), "too largé"));

    assertThat(read.kind()).isEqualTo(Kind.REFUSED);
    assertThat(read.shard()).isEqualTo(7);
    assertThat(read.row().getString(0)).isEqualTo(text);
    assertThat(read.fault()).isEqualTo("too largé");
  }

  @Test
  void theShardsComeAsTheyAre() throws Exception {
    ShardTree tree = ShardTree.first(List.of(new Shard("3", true, List.of())));

    RoutedRow read = thereAndBack(RoutedRow.shards(3, tree));

    assertThat(read.kind()).isEqualTo(Kind.SHARDS);
    assertThat(read.tree().openIds()).containsExactly(3);
  }

  /** Under object reuse a task makes its next row of the same object. */
  @Test
  void aCopyOfARefusedRowStaysAsItWas() {
    byte[] bytes = {'a'};
    RoutedRow copy =
        serializer.copy(RoutedRow.refused(7, GenericRowData.of(StringData.fromBytes(bytes)), "no"));
    Arrays.fill(bytes, (byte) 'b');

    assertThat(copy.row().getString(0)).isEqualTo(StringData.fromString("a"));
    assertThat(copy.fault()).isEqualTo("no");
  }

  private RoutedRow thereAndBack(RoutedRow row) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(row, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
