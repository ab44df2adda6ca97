package io.tideline.connector.datahub.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class RowKeyTest {

  private static final RowType ROW =
      RowType.of(VarCharType.STRING_TYPE, VarCharType.STRING_TYPE, new BigIntType());
  private static final RowKey KEY = new RowKey(ROW, List.of("f0", "f1", "f2"), "hashFields");

  /**
   * Records of a key that are in a topic already must not be joined by later ones in another shard.
   */
  @Test
  void theHashOfAKeyIsForEver() {
    assertThat(hash("shop", "orders", 4711L)).isEqualTo(-4817080882833001397L);
  }

  @Test
  void whereAValueEndsMatters() {
    assertThat(hash("a", "bc", 1L)).isNotEqualTo(hash("ab", "c", 1L));
    assertThat(hash("a", null, 1L)).isNotEqualTo(hash("a", "", 1L));
    assertThat(hash(null, "a", 1L)).isNotEqualTo(hash("a", null, 1L));
  }

  @Property
  void theRepresentationOfARowDoesNotMatter(
      @ForAll @AlphaChars @StringLength(max = 40) String a, @ForAll String b, @ForAll long c) {
    String text = new String(b.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    BinaryRowData binary = new RowDataSerializer(ROW).toBinaryRow(row(a, text, c));

    assertThat(KEY.hash(binary)).isEqualTo(hash(a, text, c));
  }

  @Test
  void consecutiveKeysSpreadEvenlyOverShards() {
    int[] perShard = new int[7];
    for (long i = 0; i < 70_000; i++) {
      perShard[(int) Math.floorMod(hash("shop", "orders", i), 7L)]++;
    }
    for (int count : perShard) {
      assertThat(count).isBetween(9_500, 10_500);
    }
  }

  private static long hash(String a, String b, long c) {
    return KEY.hash(row(a, b, c));
  }

  private static RowData row(String a, String b, long c) {
    return GenericRowData.of(StringData.fromString(a), StringData.fromString(b), c);
  }
}
